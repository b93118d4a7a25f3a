using System.Collections.Immutable;
using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary>Every package of the stand-in, and what of Wolfi's is left out.</summary>
internal static class AllRecipes
{
    public static ImmutableArray<Recipe> Make(Machine machine) =>
    [
        BaseLayout.Make(),
        TrustAndTime.CaCertificatesBundle(machine),
        TrustAndTime.TimeZones(machine),
        .. Glibc.Make(machine),
        .. Libraries.Make(machine),
        .. Icu.Make(machine),
        .. Kerberos.Make(machine),
        .. Dotnet.Make(machine),
    ];

    /// <summary>Where the stand-in's packages say less than Wolfi's: the package, what is missing, why.</summary>
    public static ImmutableArray<(string Package, string Missing, string Reason)> LeftOut { get; } =
    [
        ("dotnet-N-runtime", "so:liblttng-ust.so.1, so:libunwind.so.8, so:libunwind-ARCH.so.8", "Microsoft's binaries don't use them"),
        ("dotnet-N-runtime", "the file libcoreclrtraceptprovider.so", "it needs liblttng-ust.so.0, which Wolfi lacks; the runtime skips it"),
        ("aspnet-N-runtime", "libbrotlidec1, libexpat1", "Microsoft's binaries carry brotli inside and don't use expat"),
        ("krb5-libs", "so:libcrypto.so.3, so:libssl.so.3, so:libverto.so.1", "Debian's four client libraries don't use them"),
        ("icu", "cmd:uconv and the other programs", "only its libraries are taken"),
        ("glibc-2.NN", "cmd:ldconfig", "only its libraries are taken"),
    ];
}
