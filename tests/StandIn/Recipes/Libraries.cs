using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary>GCC's runtime libraries, zlib and OpenSSL.</summary>
internal static class Libraries
{
    public static IEnumerable<Recipe> Make(Machine machine)
    {
        string gcc = machine.Debian.ApkVersion("libgcc-s1");
        string gccMajor = gcc.Split('.', '-')[0];
        const string gccLicense = "GPL-3.0-or-later WITH GCC-exception-3.1";
        yield return new Recipe
        {
            Name = "libgcc",
            Version = gcc,
            Origin = "gcc",
            License = gccLicense,
            Description = "GCC runtime library",
            Provides = [$"libgcc-{gccMajor}={gcc}"],
            Contents = new Tree().Library(machine, "libgcc_s.so.1").Contents,
        };
        yield return new Recipe
        {
            Name = "libstdc++",
            Version = gcc,
            Origin = "gcc",
            License = gccLicense,
            Description = "The GNU Standard C++ Library",
            Provides = [$"libstdc++-{gccMajor}={gcc}"],
            Contents = new Tree().Library(machine, "libstdc++.so.6").Contents,
        };
        yield return new Recipe
        {
            Name = "zlib",
            Version = machine.Debian.ApkVersion("zlib1g"),
            Origin = "zlib",
            License = "MPL-2.0 AND MIT",
            Description = "a library implementing the zlib compression algorithms",
            Depends = ["merged-lib", "wolfi-baselayout"],
            Contents = new Tree().Library(machine, "libz.so.1").Contents,
        };

        string openSsl = machine.Debian.ApkVersion("libssl3", "libssl3t64");
        yield return new Recipe
        {
            Name = "libcrypto3",
            Version = openSsl,
            Origin = "openssl",
            License = "Apache-2.0",
            Description = "OpenSSL libcrypto library",
            // Debian's library looks for certificates below /usr/lib/ssl, Wolfi's below /etc/ssl: the links lead from one to the other.
            Contents = new Tree()
                .Library(machine, "libcrypto.so.3")
                .Link("usr/lib/ssl/cert.pem", "../../../etc/ssl/cert.pem")
                .Link("usr/lib/ssl/certs", "../../../etc/ssl/certs")
                .Contents,
        };
        yield return new Recipe
        {
            Name = "libssl3",
            Version = openSsl,
            Origin = "openssl",
            License = "Apache-2.0",
            Description = "OpenSSL libssl library",
            Contents = new Tree().Library(machine, "libssl.so.3").Contents,
        };
    }
}
