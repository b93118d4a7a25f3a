using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary>The CA bundle and the time zones: data that is the same on every processor.</summary>
internal static class TrustAndTime
{
    public static Recipe CaCertificatesBundle(Machine machine) => new()
    {
        Name = "ca-certificates-bundle",
        Version = machine.Debian.ApkVersion("ca-certificates"),
        Origin = "ca-certificates",
        License = "MPL-2.0 AND MIT",
        Description = "CA certificates from the Mozilla trusted root program",
        Depends = ["merged-usrsbin", "wolfi-baselayout"],
        AnyArchitecture = true,
        Contents = new Tree()
            .File("etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs/ca-certificates.crt")
            .Link("etc/ssl/certs/ca-bundle.crt", "ca-certificates.crt")
            .Link("etc/ssl/cert.pem", "certs/ca-certificates.crt")
            .Link("etc/pki/tls/certs/ca-bundle.crt", "../../../ssl/certs/ca-certificates.crt")
            .Contents,
    };

    /// <summary>Debian's <c>posix/</c> repeats every zone and <c>localtime</c> points at this machine's: Wolfi has neither.</summary>
    public static Recipe TimeZones(Machine machine) => new()
    {
        Name = "tzdata",
        Version = machine.Debian.ApkVersion("tzdata"),
        Origin = "tzdata",
        License = "CC-PDDC",
        Description = "Timezone data provided by IANA",
        AnyArchitecture = true,
        Contents = new Tree()
            .Folder("usr/share/zoneinfo", "/usr/share/zoneinfo", include: path => path is not ("posix" or "localtime"))
            .Contents,
    };
}
