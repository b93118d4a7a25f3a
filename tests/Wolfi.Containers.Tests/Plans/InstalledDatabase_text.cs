using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Plans;
using static Wolfi.Containers.Tests.Plans.Packages;

namespace Wolfi.Containers.Tests.Plans;

[TestClass]
public sealed class InstalledDatabase_text
{
    [TestMethod]
    public void Has_every_field_and_file_in_apks_order()
    {
        PackageInfo info = Info("t", "1.2-r0", origin: "t", replaces: ["old<1"]) with
        {
            Description = "A test",
            License = "MIT",
            Url = "https://example.org",
            BuildDate = 1700000000,
            Commit = "abc",
            InstalledSize = 3,
            Depends = [DependencyAtom.Parse("so:libc.so.6"), DependencyAtom.Parse("zlib>=1.2")],
            Provides = [Provide.Parse("so:libt.so.1=1"), Provide.Parse("virtual")],
        };
        ApkPackage package = Package(info,
            Directory("usr"), Directory("usr/share", mode: 0x1C0), File("usr/share/a"), File("usr/share/b", mode: 0x1ED),
            Link("usr/share/c", "b") with { Sha1 = new string('1', 40) }, Directory("usr/a.d"), File("usr/a.d/z"), File("top"));
        RootFileSystem root = new();
        LayerOwner owner = new(info, false);
        root.Add(owner, package.Entries);
        Golden.Verify("Wolfi.Containers.Tests", "installed", "txt", InstalledDatabase.Write([new(package, owner, 815)], root));
    }

    [TestMethod]
    public void Leaves_out_what_another_package_took_over()
    {
        RootFileSystem root = new();
        ApkPackage first = Package(Info("first"), File("x"), File("y"));
        ApkPackage second = Package(Info("second", replaces: ["first"]), File("x"));
        LayerOwner firstOwner = new(first.Info, false);
        LayerOwner secondOwner = new(second.Info, false);
        root.Add(firstOwner, first.Entries);
        root.Add(secondOwner, second.Entries);
        string text = InstalledDatabase.Write([new(first, firstOwner, 1), new(second, secondOwner, 1)], root);
        Assert.AreEqual(1, text.Split('\n').Count(line => line == "R:x"));
        Assert.IsGreaterThan(text.IndexOf("P:second", StringComparison.Ordinal), text.IndexOf("R:x", StringComparison.Ordinal));
    }
}
