using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary><c>wolfi-baselayout</c>: the merged /usr layout, accounts and the operating system's name.</summary>
internal static class BaseLayout
{
    private static readonly string[] Directories =
    [
        "dev", "etc", "etc/profile.d", "etc/secfixes.d", "home", "mnt", "opt", "run", "run/lock", "srv", "usr", "usr/bin", "usr/lib", "usr/local",
        "usr/local/bin", "usr/local/lib", "usr/local/share", "usr/share", "var", "var/cache", "var/lib", "var/log", "var/mail", "var/opt", "var/spool",
    ];

    private static readonly (string Path, string Target)[] Links =
    [
        ("bin", "usr/bin"), ("sbin", "usr/bin"), ("lib", "usr/lib"), ("lib64", "usr/lib"),
        ("usr/sbin", "bin"), ("usr/lib64", "lib"), ("usr/local/lib64", "lib"),
        ("var/run", "../run"), ("var/lock", "../run/lock"), ("usr/tmp", "../var/tmp"), ("etc/mtab", "/proc/mounts"),
    ];

    private static readonly (string Name, int Uid, string Home)[] Users =
    [
        ("root", 0, "/root"), ("bin", 1, "/bin"), ("daemon", 2, "/sbin"), ("adm", 3, "/var/adm"), ("lp", 4, "/var/spool/lpd"), ("sync", 5, "/sbin"),
        ("shutdown", 6, "/sbin"), ("halt", 7, "/sbin"), ("mail", 8, "/var/mail"), ("news", 9, "/usr/lib/news"), ("uucp", 10, "/var/spool/uucppublic"),
        ("operator", 11, "/root"), ("man", 13, "/usr/man"), ("cron", 16, "/var/spool/cron"), ("ftp", 21, "/var/lib/ftp"), ("sshd", 22, "/dev/null"),
        ("games", 35, "/usr/games"), ("nobody", 65534, "/"),
    ];

    private static readonly string[] ExtraGroups =
        ["sys:x:33:", "tty:x:5:", "disk:x:6:root", "wheel:x:10:root", "floppy:x:19:", "audio:x:18:", "video:x:27:", "users:x:100:", "utmp:x:406:", "ping:x:999:"];

    private const string OperatingSystem = """
        ID=wolfi
        NAME="Wolfi"
        PRETTY_NAME="Wolfi (stand-in made from another machine)"
        VERSION_ID="20230201"
        VARIANT="Stand-in"
        VARIANT_ID=stand-in
        HOME_URL="https://wolfi.dev"

        """;

    public static Recipe Make()
    {
        Tree tree = new();
        foreach (string directory in Directories)
        {
            tree.Directory(directory);
        }

        tree.Directory("proc", 0b101_101_101).Directory("sys", 0b101_101_101).Directory("root", 0b111_000_000)
            .Directory("tmp", 0b001_111_111_111).Directory("var/tmp", 0b001_111_111_111);
        foreach ((string path, string target) in Links)
        {
            tree.Link(path, target);
        }

        tree.Text("etc/passwd", Lines(Users.Select(u => $"{u.Name}:x:{u.Uid}:{u.Uid}:{u.Name}:{u.Home}:/sbin/nologin")))
            .Text("etc/group", Lines([.. Users.Where(u => u.Name is not ("sync" or "shutdown" or "halt" or "operator")).Select(u => $"{u.Name}:x:{u.Uid}:"), .. ExtraGroups]))
            .Text("etc/shadow", Lines(Users.Select(u => $"{u.Name}:!::0:::::")), mode: 0)
            .Text("etc/os-release", OperatingSystem)
            .Text("etc/hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n")
            .Text("etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nnetworks: files\nprotocols: files\nservices: files\n")
            .Text("etc/shells", "")
            .Text("etc/profile", "export PATH=/usr/local/bin:/usr/bin:/bin\numask 022\n")
            .Text("etc/secfixes.d/wolfi", "https://packages.wolfi.dev/os/security.json\n");
        return new Recipe
        {
            Name = "wolfi-baselayout",
            Version = "20230201-r29",
            Origin = "wolfi-baselayout",
            License = "MIT",
            Description = "baselayout data for Wolfi",
            Depends = ["ca-certificates-bundle"],
            Provides = ["merged-bin", "merged-lib", "merged-sbin", "merged-usrsbin", "merged-varrun"],
            AnyArchitecture = true,
            Contents = tree.Contents,
        };
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
