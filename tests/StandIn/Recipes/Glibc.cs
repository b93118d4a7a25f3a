using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary>The C library under Wolfi's versioned names: <c>glibc-2.NN</c>, <c>ld-linux-2.NN</c>, <c>glibc-2.NN-locale-posix</c>.</summary>
internal static class Glibc
{
    private const string License = "LGPL-2.1-or-later";

    private static readonly string[] Merged = ["merged-lib", "merged-sbin", "merged-usrsbin", "wolfi-baselayout"];

    private static readonly string[] Libraries =
    [
        "libBrokenLocale.so.1", "libanl.so.1", "libc.so.6", "libc_malloc_debug.so.0", "libdl.so.2", "libm.so.6", "libmemusage.so", "libnsl.so.1",
        "libnss_compat.so.2", "libnss_dns.so.2", "libnss_files.so.2", "libpthread.so.0", "libresolv.so.2", "librt.so.1", "libthread_db.so.1", "libutil.so.1",
    ];

    public static IEnumerable<Recipe> Make(Machine machine)
    {
        string version = machine.Debian.ApkVersion("libc6");
        string stream = $"glibc-{version.Split('-')[0]}";
        string loader = stream.Replace("glibc", "ld-linux", StringComparison.Ordinal);

        Tree libraries = new Tree().Libraries(machine, Libraries);
        if (machine.FindLibrary("libmvec.so.1") is not null)
        {
            libraries.Library(machine, "libmvec.so.1");
        }

        yield return new Recipe
        {
            Name = stream,
            Version = version,
            Origin = stream,
            License = License,
            Description = "the GNU C library",
            Depends = ["!musl", $"{stream}-locale-posix", $"{loader}={version}", "libgcc", .. Merged],
            Provides = [$"glibc={version}"],
            Contents = libraries.Contents,
        };
        yield return new Recipe
        {
            Name = loader,
            Version = version,
            Origin = stream,
            License = License,
            Description = "the GLIBC ELF interpreter",
            Depends = [$"{stream}={version}", .. Merged],
            Provides = [$"ld-linux={version}"],
            ProviderPriority = 10,
            Contents = new Tree()
                .Library(machine, machine.Architecture.Loader)
                .Text("etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n")
                .Text("etc/ld.so.conf.d/libc.conf", "/usr/local/lib\n/usr/lib\n")
                .Contents,
        };
        yield return new Recipe
        {
            Name = $"{stream}-locale-posix",
            Version = version,
            Origin = stream,
            License = License,
            Description = "POSIX locale data for glibc",
            Depends = [.. Merged],
            Provides = [$"glibc-locale-posix={version}"],
            AnyArchitecture = true,
            Contents = new Tree().Folder("usr/lib/locale/C.utf8", "/usr/lib/locale/C.utf8").Contents,
        };
    }
}
