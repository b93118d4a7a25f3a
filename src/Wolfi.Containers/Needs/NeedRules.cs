using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>The tables that needs are decided by: one place for every name of the distribution and of the runtime.</summary>
internal static class NeedRules
{
    /// <summary>The switch behind <c>InvariantGlobalization</c>.</summary>
    public const string InvariantGlobalization = "System.Globalization.Invariant";

    /// <summary>What no file names: the runtime opens it by name at run time. In the order of the report.</summary>
    public static ImmutableArray<NeedRule> Table { get; } =
    [
        new()
        {
            Key = "base",
            SelfContained = ["wolfi-baselayout"],
            FrameworkDependent = ["wolfi-baselayout"],
            Reason = "the directory tree, accounts and /tmp",
        },
        new()
        {
            // ICU's soname carries its version, and the runtime takes any from 60 to 90: only the name "icu" says "the one that the
            // distribution has now", and brings library and data of one version.
            Key = "icu",
            SelfContained = ["icu"],
            FrameworkDependent = [],
            Unless = InvariantGlobalization,
            OwnCopy = "libicuuc.so",
            OwnCopySwitch = "System.Globalization.AppLocalIcu",
            Reason = "the runtime loads ICU with the first use of a culture, and ends the process without it",
        },
        new()
        {
            // The portable runtime's shim knows libssl.so.3 and older ones, not libssl.so.4.
            Key = "openssl",
            SelfContained = ["so:libcrypto.so.3", "so:libssl.so.3"],
            FrameworkDependent = [],
            Reason = "the runtime loads libssl.so.3 with the first hash, random number or TLS connection, and ends the process without it",
        },
        new()
        {
            Key = "ca-certificates",
            SelfContained = ["ca-certificates-bundle"],
            FrameworkDependent = ["ca-certificates-bundle"],
            Reason = "TLS clients check servers against /etc/ssl/certs/ca-certificates.crt",
        },
        new()
        {
            Key = "tzdata",
            SelfContained = ["tzdata"],
            FrameworkDependent = ["tzdata"],
            Unless = "System.TimeZoneInfo.Invariant",
            Reason = "without /usr/share/zoneinfo named time zones are unknown and TZ silently means UTC",
        },
    ];

    /// <summary>What a project may add or leave out by name: the table without the base, and what is only ever added.</summary>
    public static ImmutableArray<NeedRule> Declarable { get; } =
    [
        .. Table.Where(rule => rule.Key != "base"),
        new()
        {
            Key = "krb5",
            SelfContained = ["so:libgssapi_krb5.so.2"],
            FrameworkDependent = ["so:libgssapi_krb5.so.2"],
            Reason = "the runtime loads libgssapi_krb5.so.2 with the first Kerberos, Negotiate or NTLM authentication",
        },
    ];

    /// <summary>Shared frameworks and the packages that hold them, <c>{0}</c> for the major version; the later ones contain the earlier ones.</summary>
    public static ImmutableArray<(string Framework, string Package)> Frameworks { get; } =
    [
        ("Microsoft.NETCore.App", "dotnet-{0}-runtime"),
        ("Microsoft.AspNetCore.App", "aspnet-{0}-runtime"),
    ];

    /// <summary>Sonames that make up one need, by the need's key. All others are needs of their own.</summary>
    public static FrozenDictionary<string, string> Groups { get; } = new Dictionary<string, string>
    {
        ["ld-linux-x86-64.so.2"] = Libc,
        ["ld-linux-aarch64.so.1"] = Libc,
        ["libc.so.6"] = Libc,
        ["libm.so.6"] = Libc,
        ["libmvec.so.1"] = Libc,
        ["libdl.so.2"] = Libc,
        ["libpthread.so.0"] = Libc,
        ["librt.so.1"] = Libc,
        ["libresolv.so.2"] = Libc,
        ["libutil.so.1"] = Libc,
        ["libanl.so.1"] = Libc,
        ["libnsl.so.1"] = Libc,
        ["libstdc++.so.6"] = "libstdc++",
        ["libgcc_s.so.1"] = "libgcc",
        ["libcrypto.so.3"] = "openssl",
        ["libssl.so.3"] = "openssl",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The key of the C library: the loader's own, so an app's copy never takes its place.</summary>
    public const string Libc = "libc";

    /// <summary>The order of the keys that are no sonames.</summary>
    public static ImmutableArray<string> KeyOrder { get; } = ["base", "runtime", Libc, "libgcc", "libstdc++", .. Table.Select(rule => rule.Key).Where(key => key != "base")];

    /// <summary>Libraries that a file names and can do without: the file, the beginning of the library's name, and why.</summary>
    public static ImmutableArray<(string File, string Library, string Reason)> Optional { get; } =
    [
        // At every start the runtime tries this file and goes on silently when its library is missing. The library's soname 0 is
        // older than what distributions have, so it can't be satisfied, and the file is never loaded.
        ("libcoreclrtraceptprovider.so", "liblttng-ust", "the runtime's tracing helper is optional, and goes unused without it"),
    ];

    /// <summary>The path of the program loader that the image has, by architecture.</summary>
    public static FrozenDictionary<string, string> Interpreters { get; } = new Dictionary<string, string>
    {
        ["x86_64"] = "/lib64/ld-linux-x86-64.so.2",
        ["aarch64"] = "/lib/ld-linux-aarch64.so.1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The runtime identifier that an image of an architecture is for.</summary>
    public static FrozenDictionary<string, string> RuntimeIdentifiers { get; } = new Dictionary<string, string>
    {
        ["x86_64"] = "linux-x64",
        ["aarch64"] = "linux-arm64",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Folders where anybody may put a library.</summary>
    public static ImmutableArray<string> WorldWritable { get; } = ["/tmp", "/var/tmp", "/dev/shm"];

    /// <summary>Whether a needed library's name is musl's libc: by its own soname, or as old linkers wrote it.</summary>
    public static bool IsMusl(string library) => library == "libc.so" || library.StartsWith("libc.musl-", StringComparison.Ordinal);
}
