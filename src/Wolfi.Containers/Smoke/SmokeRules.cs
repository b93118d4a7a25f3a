using System.Collections.Immutable;

namespace Wolfi.Containers.Smoke;

/// <summary>The table from what a failing app says to what is missing; <c>docs/smoke.md</c> shows it. The first rule that a line fits counts.</summary>
internal static class SmokeRules
{
    /// <summary>All rules.</summary>
    public static ImmutableArray<SmokeRule> Table { get; } =
    [
        new()
        {
            Need = "icu",
            Texts = ["Couldn't find a valid ICU package", "Could not load ICU data"],
            ExitCode = 139,
            Cause = "the app asks for a culture, and ICU or its data is not in the image",
            Answer = "Add it with <WolfiNeed Include=\"icu\" Action=\"Add\" />, or set InvariantGlobalization if the app formats for no culture; an image without ICU may set neither LANG nor LC_ALL.",
        },
        new()
        {
            Need = "openssl",
            Texts = ["No usable version of libssl was found", "OpenSSL is required for algorithm '"],
            Cause = "the app asks for a hash, a random number or TLS, and OpenSSL is not in the image",
        },
        new()
        {
            Need = "ca-certificates",
            Texts = ["UntrustedRoot", "PartialChain"],
            Cause = "a server's certificate is signed by none of the authorities that the image trusts",
            Answer = "Add them with <WolfiNeed Include=\"ca-certificates\" Action=\"Add\" />; an authority of your own is a WolfiCertificate.",
        },
        new()
        {
            Need = "tzdata",
            Texts = ["The time zone ID '", "TimeZoneNotFoundException"],
            Cause = "the app asks for a time zone by name, and the time zones are not in the image",
        },
        new()
        {
            Need = "krb5",
            Texts = ["Cannot load library libgssapi_krb5.so"],
            Cause = "the app authenticates by Kerberos, Negotiate or NTLM, and the Kerberos library is not in the image",
            Answer = "Add it with <WolfiNeed Include=\"krb5\" Action=\"Add\" />, or turn off what asks for it, such as Npgsql's GSS encryption.",
        },
        new()
        {
            Need = "ldap",
            Texts = ["Unable to load shared library 'libldap"],
            Cause = "the app speaks LDAP, and the LDAP library is not in the image",
        },
        new()
        {
            Texts = ["version `GLIBC_{word}' not found"],
            Cause = "a native file was built on a system whose glibc is newer than the image's",
            Answer = "Build it on a system with an older glibc.",
        },
        new()
        {
            Texts = ["error while loading shared libraries: {library}: cannot open shared object file"],
            Need = SmokeRule.Library,
            ExitCode = 127,
            Cause = "the program names the library {library}, which is not in the image",
        },
        new()
        {
            Texts = ["error: {library}: cannot open shared object file"],
            Need = SmokeRule.Library,
            Cause = "a file of the runtime names the library {library}, which is not in the image",
        },
        new()
        {
            Texts = ["{library}: cannot open shared object file"],
            Need = SmokeRule.Library,
            Cause = "the app loads the library {library}, or one that names it, and it is not in the image",
        },
        new()
        {
            Texts = ["exec {word}: no such file or directory"],
            Need = "so:libc.so.6",
            ExitCode = 1,
            Cause = "the program's loader is not in the image, or the program itself",
            Answer = "Native programs need glibc and its loader: leave the need libc in, or publish the program with StaticExecutable.",
        },
        new()
        {
            Texts = ["stat {word}: no such file or directory"],
            Cause = "the program that the image starts is not in it",
            Answer = "See its entry point with 'dotnet wolfi inspect'; that of a framework-dependent app is in the need runtime.",
        },
        new()
        {
            Need = "runtime",
            Texts = ["You must install or update .NET to run this application", "You must install .NET to run this application"],
            Cause = "the shared framework that the app asks for is not in the image",
            Answer = "Leave the need runtime as it is found; a framework that the app loads by itself is a WolfiPackage, such as aspnet-10-runtime.",
        },
        new()
        {
            Texts = ["The library 'libhostpolicy.so' required to execute the application was not found", "Failed to load {word}libclrjit.so", "Failed to load {word}libcoreclr.so"],
            Cause = "files of the runtime are missing beside the app",
            Answer = "Clean the publish folder and publish again.",
        },
        new()
        {
            Texts = ["GC initialization failed with error 0x8007007E"],
            Cause = "another garbage collector is chosen by name, and its file was left out",
            Answer = "Set WolfiOmitDebuggerFiles to false, or choose no collector.",
        },
        new()
        {
            Texts = ["Failed to create CoreCLR, HRESULT: 0x8007000E"],
            Cause = "the runtime found no /proc, or not enough memory",
            Answer = "Mount /proc, and see the container's memory limit.",
        },
        new()
        {
            Texts = ["Default extraction directory ["],
            ExitCode = 159,
            Cause = "the single file unpacks itself at its start, and may write nowhere",
            Answer = "Leave IncludeNativeLibrariesForSelfExtract and IncludeAllContentForSelfExtract off, or set DOTNET_BUNDLE_EXTRACT_BASE_DIR to a mounted folder.",
        },
        new()
        {
            Texts = ["Only the invariant culture is supported in globalization-invariant mode"],
            Cause = "the app asks for a culture, and is published with InvariantGlobalization",
            Answer = "Remove InvariantGlobalization from the project.",
        },
        new()
        {
            Texts = ["System.TypeLoadException: Method '", "System.MissingMethodException", "System.MissingMetadataException"],
            Cause = "trimming has removed code that the app uses",
            Answer = "Publish without PublishTrimmed, or with TrimMode=partial; see the trim warnings of the publish.",
        },
        new()
        {
            Texts = ["SocketException (13): Permission denied"],
            Cause = "the app may not bind its port: below 1024 that takes a right that the image's user does not have",
            Answer = "Listen on 8080: ASPNETCORE_HTTP_PORTS=8080, and ContainerPort to match.",
        },
        new()
        {
            Texts = ["Read-only file system"],
            Cause = "the app writes into its image, which is read-only",
            Answer = "Write to a mounted volume, or to memory below /dev/shm.",
        },
    ];
}
