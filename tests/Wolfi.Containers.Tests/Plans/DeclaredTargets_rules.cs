using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;
using static Wolfi.Containers.Tests.Plans.Packages;

namespace Wolfi.Containers.Tests.Plans;

[TestClass]
public sealed class DeclaredTargets_rules
{
    [TestMethod]
    [DataRow("/etc/app.conf", "etc/app.conf")]
    [DataRow("/lib/extra.so", "usr/lib/extra.so")]
    [DataRow("/opt/new/folder/x", "opt/new/folder/x")]
    public void Follow_the_merged_links(string target, string expected) => Assert.AreEqual(expected, Resolve(target));

    // Case 92: confined targets.
    [TestMethod]
    [DataRow("etc/app.conf")]
    [DataRow("/")]
    [DataRow("/etc/")]
    [DataRow("/../../x")]
    [DataRow("/etc/../x")]
    [DataRow("/etc//x")]
    [DataRow("/etc/./x")]
    [DataRow("/etc/.wh.passwd")]
    [DataRow("/etc\\x")]
    [DataRow("/etc/x\n")]
    [DataRow("/proc/x")]
    [DataRow("/sys/x")]
    [DataRow("/dev/x")]
    [DataRow("/run/x")]
    [DataRow("/var/run/x")]
    [DataRow("/etc/apk/keys/x")]
    [DataRow("/lib/apk/db/installed")]
    [DataRow("/usr/lib/wolfi-containers/heads/x")]
    [DataRow("/app/x")]
    [DataRow("/etc/passwd/x")]
    public void Refuse_what_is_not_a_plain_path_or_is_not_the_projects(string target) =>
        Failing.With(ImageErrors.TargetRefused, () => Resolve(target));

    private static string Resolve(string target)
    {
        RootFileSystem root = new();
        root.Add(BaseLayout(),
        [
            Directory("etc"), File("etc/passwd"), Directory("usr"), Directory("usr/lib"), Directory("var"), Directory("run"),
            Link("lib", "usr/lib"), Link("var/run", "../run"),
        ]);
        return DeclaredTargets.Resolve(new DeclaredFile { SourceFile = "/x", Target = target }, "/app", root);
    }
}
