using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary>Kerberos and what its libraries need.</summary>
internal static class Kerberos
{
    public static IEnumerable<Recipe> Make(Machine machine)
    {
        yield return new Recipe
        {
            Name = "krb5-libs",
            Version = machine.Debian.ApkVersion("libkrb5-3"),
            Origin = "krb5",
            License = "MIT",
            Description = "The shared libraries used by Kerberos 5",
            Depends = ["krb5-conf", "merged-usrsbin", "wolfi-baselayout"],
            Contents = new Tree().Libraries(machine, "libgssapi_krb5.so.2", "libk5crypto.so.3", "libkrb5.so.3", "libkrb5support.so.0").Contents,
        };
        yield return new Recipe
        {
            Name = "krb5-conf",
            Version = "1.0-r9",
            Origin = "krb5-conf",
            License = "MIT",
            Description = "Shared krb5.conf for both MIT krb5 and heimdal",
            AnyArchitecture = true,
            Contents = new Tree().Text("etc/krb5.conf", "[libdefaults]\n    dns_lookup_kdc = true\n").Contents,
        };
        yield return new Recipe
        {
            Name = "libcom_err",
            Version = machine.Debian.ApkVersion("libcom-err2", "libcom-err2t64"),
            Origin = "e2fsprogs",
            License = "GPL-2.0-or-later AND LGPL-2.0-or-later AND BSD-3-Clause AND MIT",
            Description = "Common error description library",
            Depends = ["merged-sbin", "wolfi-baselayout"],
            Contents = new Tree().Library(machine, "libcom_err.so.2").Contents,
        };
        yield return new Recipe
        {
            Name = "keyutils-libs",
            Version = machine.Debian.ApkVersion("libkeyutils1"),
            Origin = "keyutils",
            License = "GPL-2.0-or-later OR LGPL-2.0-or-later",
            Description = "keyutils library",
            Depends = ["merged-bin", "merged-sbin", "wolfi-baselayout"],
            Contents = new Tree().Library(machine, "libkeyutils.so.1").Contents,
        };
    }
}
