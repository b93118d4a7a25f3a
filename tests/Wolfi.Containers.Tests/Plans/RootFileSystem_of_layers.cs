using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using static Wolfi.Containers.Tests.Plans.Packages;

namespace Wolfi.Containers.Tests.Plans;

[TestClass]
public sealed class RootFileSystem_of_layers
{
    [TestMethod]
    public void Refuses_an_entry_below_a_merged_link()
    {
        RootFileSystem root = Merged();
        Diagnostic failure = Failing.With(ImageErrors.ThroughLink, () => root.Add(Owner("glib"), [File("lib/libglib.so.0")]));
        StringAssert.Contains(failure.Message, "glib-1-r0 has the entry /lib/libglib.so.0, but /lib is a link of wolfi-baselayout-1-r0");
    }

    [TestMethod]
    public void Refuses_a_directory_over_a_link() =>
        Failing.With(ImageErrors.ThroughLink, () => Merged().Add(Owner("glib"), [Directory("lib")]));

    [TestMethod]
    public void Refuses_a_link_over_a_directory() =>
        Failing.With(ImageErrors.ThroughLink, () => Merged().Add(Owner("odd"), [Link("usr/lib", "../lib64")]));

    [TestMethod]
    public void Refuses_a_shared_directory_with_another_mode()
    {
        Diagnostic failure = Failing.With(ImageErrors.DirectoryDiffers, () => Merged().Add(Owner("odd"), [Directory("usr", mode: 0x1FD)]));
        StringAssert.Contains(failure.Message, "0775 0:0");
        StringAssert.Contains(failure.Message, "0755 0:0");
    }

    [TestMethod]
    public void Refuses_a_shared_directory_with_another_owner() =>
        Failing.With(ImageErrors.DirectoryDiffers, () => Merged().Add(Owner("odd"), [Directory("usr", uid: 70)]));

    [TestMethod]
    public void Takes_a_shared_directory_that_is_the_same()
    {
        RootFileSystem root = Merged();
        root.Add(Owner("good"), [Directory("usr"), Directory("usr/lib"), File("usr/lib/libgood.so")]);
        Assert.AreEqual("good", root.Find("usr/lib/libgood.so")?.Owner.Name);
    }

    // Case 57: two packages own one path; the five outcomes.
    [TestMethod]
    [DataRow("same origin", "o", "o", null, null, 0, 0, true)]
    [DataRow("the later replaces", "a", "b", null, "first", 0, 0, true)]
    [DataRow("the later replaces, by version", "a", "b", null, "first<2", 0, 0, true)]
    [DataRow("the later replaces another version", "a", "b", null, "first>2", 0, 0, false)]
    [DataRow("both replace, the later has priority", "a", "b", "second", "first", 1, 2, true)]
    [DataRow("both replace, the earlier has priority", "a", "b", "second", "first", 2, 1, false)]
    [DataRow("the earlier replaces", "a", "b", "second", null, 0, 0, false)]
    [DataRow("none", "a", "b", null, null, 0, 0, false)]
    public void Lets_a_file_be_taken_over_only_by_apks_rules(
        string name, string firstOrigin, string secondOrigin, string? firstReplaces, string? secondReplaces, int firstPriority, int secondPriority, bool allowed)
    {
        RootFileSystem root = Merged();
        LayerOwner first = Owner("first", origin: firstOrigin, replaces: firstReplaces is null ? null : [firstReplaces], priority: firstPriority);
        LayerOwner second = Owner("second", origin: secondOrigin, replaces: secondReplaces is null ? null : [secondReplaces], priority: secondPriority);
        root.Add(first, [File("usr/x")]);
        if (allowed)
        {
            root.Add(second, [File("usr/x")]);
            Assert.AreEqual("second", root.Find("usr/x")?.Owner.Name, name);
            Assert.IsTrue(root.IsLost(first, "usr/x"), name);
        }
        else
        {
            Diagnostic failure = Failing.With(ImageErrors.Overlap, () => root.Add(second, [File("usr/x")]));
            StringAssert.Contains(failure.Message, "first-1-r0 and second-1-r0 both own /usr/x", name);
        }
    }

    // C67: what a repository's rules do not cover it may not take over either, whatever its packages say of themselves.
    [TestMethod]
    [DataRow("libssl3", "acme", "openssl", "acme-ssl", "openssl", false, DisplayName = "replaces another's package")]
    [DataRow("libssl3", null, "openssl", "acme-ssl", "openssl", false, DisplayName = "has another's origin")]
    [DataRow("acme-lib", null, "acme", "acme-tool", "acme", true, DisplayName = "its own package of one origin")]
    [DataRow("acme-lib", "acme-lib", "a", "acme-tool", "b", true, DisplayName = "its own package that it replaces")]
    public void Lets_a_repository_take_over_only_what_its_rules_cover(string first, string? replaces, string firstOrigin, string second, string secondOrigin, bool allowed)
    {
        PackageRepository acme = new() { Location = "https://apk.acme.example/os", PackagePatterns = ["acme-*"] };
        RootFileSystem root = Merged();
        root.Add(Owner(first, origin: firstOrigin), [File("usr/x")]);
        LayerOwner later = Owner(second, origin: secondOrigin, replaces: replaces is null ? null : [first]) with { Repository = acme };
        if (allowed)
        {
            root.Add(later, [File("usr/x")]);
            Assert.AreEqual(second, root.Find("usr/x")?.Owner.Name);
        }
        else
        {
            Diagnostic failure = Failing.With(ImageErrors.Overlap, () => root.Add(later, [File("usr/x")]));
            StringAssert.Contains(failure.Message, "the rules of its repository do not cover");
        }
    }

    [TestMethod]
    public void Lets_no_package_of_the_app_take_over_a_file()
    {
        RootFileSystem root = Merged();
        root.Add(Owner("libssl3", origin: "app"), [File("usr/lib/libssl.so.3")]);
        Failing.With(ImageErrors.Overlap, () => root.Add(Owner("app", origin: "app", replaces: ["libssl3"], isTeam: true), [File("usr/lib/libssl.so.3")]));
    }

    // Case 58: files that only the base layout may own.
    [TestMethod]
    [DataRow("etc/passwd")]
    [DataRow("etc/shadow")]
    [DataRow("etc/group")]
    [DataRow("etc/apk/keys/evil.rsa.pub")]
    [DataRow("usr/lib/apk/db/installed")]
    [DataRow("etc/ld.so.preload")]
    [DataRow("etc/ld.so.cache")]
    [DataRow("etc/os-release")]
    [DataRow("etc/wolfi-containers.json")]
    [DataRow("usr/lib/wolfi-containers/heads/001-x-1-r0.head")]
    public void Keeps_protected_paths_for_the_base_layout(string path)
    {
        Failing.With(ImageErrors.ProtectedPath, () => Merged().Add(Owner("evil"), [File(path)]));
    }

    [TestMethod]
    public void Lets_the_key_package_own_keys()
    {
        RootFileSystem root = Merged();
        root.Add(Owner("wolfi-keys"), [Directory("etc/apk"), Directory("etc/apk/keys"), File("etc/apk/keys/wolfi-signing.rsa.pub")]);
        Assert.IsNotNull(root.Find("etc/apk/keys/wolfi-signing.rsa.pub"));
    }

    [TestMethod]
    [DataRow("lib/x.so", "usr/lib/x.so")]
    [DataRow("lib64/x.so", "usr/lib/x.so")]
    [DataRow("/lib64/../etc/x", "usr/etc/x")]
    [DataRow("../../etc/x", "etc/x")]
    [DataRow("var/run/x", "run/x")]
    public void Resolves_links_inside_the_root(string path, string expected) => Assert.AreEqual(expected, Merged().Resolve(path, followLast: false));

    // Case 41: loops end.
    [TestMethod]
    public void Resolves_no_loop()
    {
        RootFileSystem root = Merged();
        root.Add(Owner("loop"), [Link("a", "b"), Link("b", "a")]);
        Assert.IsNull(root.Resolve("a/x", followLast: false));
    }

    private static RootFileSystem Merged()
    {
        RootFileSystem root = new();
        root.Add(BaseLayout(),
        [
            Directory("etc"), File("etc/passwd"), Directory("usr"), Directory("usr/lib"), Directory("var"),
            Link("lib", "usr/lib"), Link("lib64", "lib"), Link("var/run", "../run"), Directory("run"),
        ]);
        return root;
    }
}
