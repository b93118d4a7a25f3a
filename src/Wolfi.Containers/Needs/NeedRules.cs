using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>The tables that needs are decided by: one place for every name of the distribution and of the runtime.</summary>
internal static class NeedRules
{
    /// <summary>The switch behind <c>InvariantGlobalization</c>.</summary>
    public const string InvariantGlobalization = "System.Globalization.Invariant";

    /// <summary>The switch behind <c>PublishTrimmed</c> that every trimmed app's configuration has.</summary>
    public const string TrimmedSwitch = "Microsoft.Extensions.DependencyInjection.VerifyOpenGenericServiceTrimmability";

    /// <summary>The key of the distribution's .NET runtime.</summary>
    public const string Runtime = "runtime";

    /// <summary>The key of OpenSSL.</summary>
    public const string OpenSsl = "openssl";

    /// <summary>The key of ICU.</summary>
    public const string Icu = "icu";

    /// <summary>The oldest version of ICU that .NET loads.</summary>
    public const int OldestIcu = 60;

    /// <summary>The newest version of ICU that .NET loads.</summary>
    public const int NewestIcu = 90;

    /// <summary>The switch behind <c>PredefinedCulturesOnly</c>.</summary>
    public const string PredefinedCulturesOnly = "System.Globalization.PredefinedCulturesOnly";

    /// <summary>The variable that tells a single file where to unpack what it must unpack.</summary>
    public const string ExtractionFolderVariable = "DOTNET_BUNDLE_EXTRACT_BASE_DIR";

    /// <summary>The runtime's way to OpenSSL, whose file holds the names of the versions that it can load.</summary>
    public const string OpenSslShim = "libSystem.Security.Cryptography.Native.OpenSsl";

    /// <summary>The beginning of the name that the runtime loads OpenSSL by; its version follows.</summary>
    public const string OpenSslLibrary = "libssl.so.";

    /// <summary>What no native file names: the runtime or the app opens it by name at run time. In the order of the report.</summary>
    public static ImmutableArray<NeedRule> Table { get; } =
    [
        new()
        {
            Key = "base",
            Atoms = ["wolfi-baselayout"],
            Signs = [new(PublishModes.All, NeedSignKind.Always, [], NeedConfidence.Certain, "the directory tree, accounts and /tmp")],
            Consequence = "no /tmp, and no name for the user that the app runs as",
            IsDeclarable = false,
        },
        new()
        {
            // ICU's soname carries its version, and the runtime takes any from 60 to 90: only the name "icu" says "the one that the
            // distribution has now", and brings library and data of one version. Which APIs an app calls says nothing: whatever asks
            // for a culture loads it, so only the switch removes it.
            Key = Icu,
            Atoms = ["icu"],
            ComesWithRuntime = true,
            Signs =
            [
                new(PublishModes.ManagedRuntime, NeedSignKind.Always, [], NeedConfidence.Assumed, "the runtime loads ICU with the first use of a culture, and ends the process without it"),
                new(PublishModes.NativeAot, NeedSignKind.ProgramText, ["libicuuc.so"], NeedConfidence.Likely, "the program loads ICU with the first use of a culture, and ends without it"),
            ],
            Unless = InvariantGlobalization,
            OwnCopy = "libicuuc.so",
            OwnCopySwitch = "System.Globalization.AppLocalIcu",
            Consequence = "the first use of a culture ends the process with \"Couldn't find a valid ICU package\"",
        },
        new()
        {
            // OpenSslVersions replaces these names where the runtime's own file knows another version only.
            Key = OpenSsl,
            Atoms = ["so:libcrypto.so.3", "so:libssl.so.3"],
            ComesWithRuntime = true,
            Signs =
            [
                new(PublishModes.ManagedRuntime, NeedSignKind.ReachedLibrary, [OpenSslShim], NeedConfidence.Likely, "its code loads OpenSSL with the first hash, random number or TLS connection, and ends the process without it"),
                new(PublishModes.NativeAot, NeedSignKind.ProgramText, [OpenSslLibrary], NeedConfidence.Likely, "the program loads OpenSSL with the first hash, random number or TLS connection, and ends without it"),
            ],
            IsAssumedWhenUnseen = true,
            Consequence = "the first hash, random number or TLS connection ends the process with \"No usable version of libssl was found\"",
        },
        new()
        {
            Key = "ca-certificates",
            Atoms = ["ca-certificates-bundle"],
            Signs =
            [
                new(PublishModes.FrameworkDependent, NeedSignKind.Always, [], NeedConfidence.Assumed, "TLS clients check servers against /etc/ssl/certs/ca-certificates.crt"),
                new(PublishModes.ManagedRuntime, NeedSignKind.ReachedAssembly, ["System.Net.Security", "System.Net.Http", "System.Net.Quic"], NeedConfidence.Likely, "TLS clients check servers against /etc/ssl/certs/ca-certificates.crt"),
                new(PublishModes.NativeAot | PublishModes.StaticNativeAot, NeedSignKind.ProgramText, ["CryptoNative_Ssl"], NeedConfidence.Likely, "TLS clients check servers against /etc/ssl/certs/ca-certificates.crt"),
            ],
            IsAssumedWhenUnseen = true,
            Consequence = "every TLS connection to a server fails with UntrustedRoot",
        },
        new()
        {
            Key = "tzdata",
            Atoms = ["tzdata"],
            Signs =
            [
                new(
                    PublishModes.All, NeedSignKind.Use,
                    [
                        "System.TimeZoneInfo.FindSystemTimeZoneById", "System.TimeZoneInfo.TryFindSystemTimeZoneById", "System.TimeZoneInfo.GetSystemTimeZones",
                        "System.TimeZoneInfo.ConvertTimeBySystemTimeZoneId",
                    ],
                    NeedConfidence.Likely, "{0} reads /usr/share/zoneinfo"),
                new(PublishModes.All, NeedSignKind.Variable, ["TZ"], NeedConfidence.Certain, "{0} names a time zone, and means UTC without /usr/share/zoneinfo"),
            ],
            Unless = "System.TimeZoneInfo.Invariant",
            IsAssumedWhenUnseen = true,
            Consequence = "named time zones throw TimeZoneNotFoundException, and TZ silently means UTC",
        },
        new()
        {
            Key = "krb5",
            Atoms = ["so:libgssapi_krb5.so.2"],
            Signs =
            [
                new(PublishModes.All, NeedSignKind.Use, ["System.Net.Security.NegotiateAuthentication"], NeedConfidence.Likely, "{0} loads libgssapi_krb5.so.2 with the first Kerberos, Negotiate or NTLM authentication"),
                new(PublishModes.All, NeedSignKind.Reference, ["Microsoft.AspNetCore.Authentication.Negotiate", "System.DirectoryServices.Protocols"], NeedConfidence.Likely, "{0} authenticates by Kerberos"),
                new(PublishModes.ManagedRuntime, NeedSignKind.ReachedLibrary, ["libSystem.Net.Security.Native"], NeedConfidence.Hint, "HTTP clients and servers use Kerberos only where the other side asks for it"),
                new(PublishModes.NativeAot, NeedSignKind.ProgramText, ["libgssapi_krb5.so"], NeedConfidence.Hint, "HTTP clients and servers use Kerberos only where the other side asks for it"),
            ],
            Consequence = "Kerberos, Negotiate and NTLM authentication throw TypeInitializationException",
        },
        new()
        {
            Key = "ldap",
            Atoms = ["so:libldap.so.2"],
            Signs = [new(PublishModes.All, NeedSignKind.Library, ["libldap"], NeedConfidence.Likely, "calls {0} with the first LdapConnection")],
            Consequence = "the first LdapConnection throws DllNotFoundException",
        },
        new()
        {
            Key = "msquic",
            Signs = [new(PublishModes.All, NeedSignKind.Reference, ["System.Net.Quic"], NeedConfidence.Hint, "HTTP/3 and QUIC need libmsquic.so, which the distribution does not have; QuicConnection.IsSupported is false without it")],
            Consequence = "QuicConnection.IsSupported is false",
            IsDeclarable = false,
        },
        new()
        {
            Key = "process",
            Signs = [new(PublishModes.All, NeedSignKind.Use, ["System.Diagnostics.Process.Start"], NeedConfidence.Hint, "{0} starts programs, and the image has no shell: name their packages with WolfiPackage")],
            Consequence = "programs that the app starts are not there",
            IsDeclarable = false,
        },
        new()
        {
            Key = "ping",
            Signs = [new(PublishModes.All, NeedSignKind.Use, ["System.Net.NetworkInformation.Ping"], NeedConfidence.Hint, "{0} starts the program ping where the container may not open raw sockets: name iputils with WolfiPackage")],
            Consequence = "Ping throws where the container may not open raw sockets",
            IsDeclarable = false,
        },
        new()
        {
            Key = "native-library",
            Signs =
            [
                new(
                    PublishModes.All, NeedSignKind.Use,
                    ["System.Runtime.InteropServices.NativeLibrary.Load", "System.Runtime.InteropServices.NativeLibrary.TryLoad"],
                    NeedConfidence.Hint, "{0} loads libraries by names that are not known before it runs: name their packages with WolfiPackage"),
            ],
            Consequence = "libraries that the app loads by computed names are not there",
            IsDeclarable = false,
        },
    ];

    /// <summary>What a project may add or leave out by name.</summary>
    public static ImmutableArray<NeedRule> Declarable { get; } = [.. Table.Where(rule => rule.IsDeclarable)];

    /// <summary>Framework types whose use in the app's own assemblies is looked for.</summary>
    public static FrozenSet<string> WatchedTypes { get; } = Table
        .SelectMany(rule => rule.Signs)
        .Where(sign => sign.Kind == NeedSignKind.Use)
        .SelectMany(sign => sign.Names)
        .SelectMany(name => new[] { name, name[..name.LastIndexOf('.')] })
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Assemblies of the framework that older libraries reference for all of it, and that only hand on to those where the types are.</summary>
    public static FrozenSet<string> Facades { get; } = FrozenSet.Create(StringComparer.Ordinal, "netstandard", "mscorlib", "System", "System.Core", "System.Net");

    /// <summary>No types: nothing is looked for in the framework's own assemblies, which hold what the rules name.</summary>
    public static FrozenSet<string> NoTypes { get; } = FrozenSet<string>.Empty;

    /// <summary>Texts that are looked for in native programs.</summary>
    public static ImmutableArray<string> ProgramTexts { get; } =
        [.. Table.SelectMany(rule => rule.Signs).Where(sign => sign.Kind == NeedSignKind.ProgramText).SelectMany(sign => sign.Names).Distinct()];

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
        ["libcrypto.so.3"] = OpenSsl,
        ["libssl.so.3"] = OpenSsl,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The key of the C library: the loader's own, so an app's copy never takes its place.</summary>
    public const string Libc = "libc";

    /// <summary>The order of the keys that are no sonames.</summary>
    public static ImmutableArray<string> KeyOrder { get; } = ["base", Runtime, Libc, "libgcc", "libstdc++", .. Table.Select(rule => rule.Key).Where(key => key != "base")];

    /// <summary>Beginnings of the names of native libraries that are the runtime's own, as files or inside it.</summary>
    public static ImmutableArray<string> RuntimeLibraries { get; } = ["libSystem.", "QCall", "__Internal", "libhostpolicy", "libhostfxr", "libnethost", "hostpolicy", "hostfxr", "libclrjit", "libcoreclr"];

    /// <summary>Names by which the runtime finds the C library although no file has them, and the native compiler's for the program itself.</summary>
    public static FrozenSet<string> AnsweredLibraries { get; } = FrozenSet.Create(StringComparer.Ordinal, "libc", "c", "*");

    /// <summary>Endings of library names that no Linux library has.</summary>
    public static ImmutableArray<string> OtherSystemsEndings { get; } = [".dll", ".drv", ".ocx", ".exe", ".dylib", ".framework"];

    /// <summary>Beginnings of library names that no Linux library has.</summary>
    public static ImmutableArray<string> OtherSystemsBeginnings { get; } = ["api-ms-", "ext-ms-", "/System/Library/", "/usr/lib/libobjc", "libobjc", "libSystem"];

    /// <summary>Libraries of Windows as code names them without an ending.</summary>
    public static FrozenSet<string> WindowsLibraries { get; } = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "activeds", "advapi32", "authz", "bcrypt", "bcryptprimitives", "cabinet", "cfgmgr32", "clr", "combase", "comctl32", "comdlg32", "credui", "crypt32", "cryptui",
        "d3d11", "d3d12", "dbghelp", "dnsapi", "dwmapi", "dxgi", "fusion", "gdi32", "gdiplus", "hid", "httpapi", "imm32", "iphlpapi", "kernel32", "kernelbase", "logoncli",
        "mpr", "msacm32", "mscoree", "msi", "msquic", "mswsock", "ncrypt", "netapi32", "netutils", "normaliz", "ntdll", "ntdsapi", "ntlanman", "odbc32", "ole32", "oleacc",
        "oleaut32", "pdh", "perfcounter", "powrprof", "propsys", "psapi", "rpcrt4", "secur32", "security", "sensapi", "setupapi", "shcore", "shell32", "shlwapi", "sspicli",
        "urlmon", "user32", "userenv", "uxtheme", "version", "wevtapi", "winhttp", "wininet", "winmm", "winscard", "winspool", "wintrust", "wldap32", "ws2_32", "wsock32",
        "wtsapi32", "xolehlp");

    /// <summary>Environment variables with which the runtime asks for a culture at its start.</summary>
    public static FrozenSet<string> LocaleVariables { get; } = FrozenSet.Create(StringComparer.Ordinal, "LANG", "LC_ALL");

    /// <summary>Files of the runtime pack that only a debugger, a dump or a trace uses; measured: an app runs the same without them.</summary>
    public static FrozenSet<string> DebuggerFiles { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "createdump", "libmscordaccore.so", "libmscordbi.so", "libcoreclrtraceptprovider.so");

    /// <summary>Files of the runtime pack that are used only where another garbage collector is chosen by name.</summary>
    public static FrozenSet<string> OtherCollectors { get; } = FrozenSet.Create(StringComparer.Ordinal, "libclrgc.so", "libclrgcexp.so");

    /// <summary>Environment variables that choose a garbage collector by name.</summary>
    public static FrozenSet<string> CollectorVariables { get; } = FrozenSet.Create(StringComparer.Ordinal, "DOTNET_GCName", "DOTNET_GCPath", "COMPlus_GCName", "COMPlus_GCPath");

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
