using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.AppPackages;

/// <summary>Case K156 of the attack list, the build's half.</summary>
[TestClass]
public sealed class AppPackageRules_on_packages
{
    private static readonly SigningKey Key = SigningKey.Generate("team.rsa.pub");

    private static readonly PackageInfo Plain = new() { Name = "demo", Version = PackageVersion.Parse("1.0.0-r0"), Architecture = "x86_64" };

    private static readonly PackageContent Dll = PackageContent.File("srv/demo/demo.dll", 0b110_100_100, [1]);

    private static readonly Dictionary<string, (PackageInfo Info, PackageContent Content)> Broken = new(StringComparer.Ordinal)
    {
        ["a library of the distribution"] = (Plain, PackageContent.File("usr/lib/libssl.so.3", 0b110_100_100, [1])),
        ["another package's SBOM"] = (Plain, PackageContent.File("var/lib/db/sbom/glibc-2.43-r15.spdx.json", 0b110_100_100, [1])),
        ["a neighbour whose name begins alike"] = (Plain, PackageContent.File("srv/demo2/x", 0b110_100_100, [1])),
        ["the folder itself as a file"] = (Plain, PackageContent.File("srv/other", 0b110_100_100, [1])),
        ["a folder outside"] = (Plain, PackageContent.Directory("opt", 0b111_101_101)),
        ["a link"] = (Plain, PackageContent.SymbolicLink("srv/demo/link", "/etc/passwd")),
        ["a hard link"] = (Plain, PackageContent.HardLink("srv/demo/link", Dll)),
        ["another owner"] = (Plain, Dll with { Path = "srv/demo/x", Uid = 65532 }),
        ["another group"] = (Plain, Dll with { Path = "srv/demo/x", Gid = 1 }),
        ["a private file"] = (Plain, Dll with { Path = "srv/demo/x", Mode = 0b110_000_000 }),
        ["a writable folder"] = (Plain, PackageContent.Directory("srv/demo/x", 0b111_111_101)),
        ["replaces"] = (Plain with { Replaces = [DependencyAtom.Parse("glibc")] }, Dll),
        ["a provided soname"] = (Plain with { Provides = [new Provide("so:libssl.so.3", PackageVersion.Parse("3"))] }, Dll),
        ["a provided command"] = (Plain with { Provides = [new Provide("cmd:sh", null)] }, Dll),
        ["install_if"] = (Plain with { InstallIf = [DependencyAtom.Parse("glibc")] }, Dll),
        ["provider priority"] = (Plain with { ProviderPriority = 1 }, Dll),
        ["replaces priority"] = (Plain with { ReplacesPriority = 1 }, Dll),
        ["triggers"] = (Plain with { Triggers = ["/usr/lib"] }, Dll),
    };

    public static IEnumerable<object[]> BrokenNames => Broken.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(BrokenNames))]
    public void K156_a_package_that_reaches_beyond_the_app_is_refused(string name)
    {
        (PackageInfo info, PackageContent content) = Broken[name];
        ApkPackage package = Write(info, content == Dll ? [Dll] : [Dll, content]);

        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => AppPackageRules.Check(package, "/srv/demo"));

        Assert.AreEqual("WOLFI4034", e.Diagnostic.Code);
        StringAssert.Contains(e.Message, "demo-1.0.0-r0");
    }

    [TestMethod]
    public void K156_scripts_are_refused() =>
        Assert.ThrowsExactly<WolfiException>(() => AppPackageRules.Check(Write(Plain, [Dll]) with { Scripts = [".post-install"] }, "/srv/demo"));

    [TestMethod]
    public void K156_extended_attributes_are_refused()
    {
        ApkPackage package = Write(Plain, [Dll]);
        PackageEntry marked = package.Entries[^1] with { ExtendedAttributes = ImmutableSortedDictionary<string, string>.Empty.Add("user.x", "y") };

        Assert.ThrowsExactly<WolfiException>(() => AppPackageRules.Check(package with { Entries = [.. package.Entries[..^1], marked] }, "/srv/demo"));
    }

    [TestMethod]
    public void K156_the_folder_the_own_SBOM_and_declared_targets_are_allowed()
    {
        ApkPackage package = Write(Plain, [
            Dll,
            PackageContent.File("srv/demo/demo", 0b111_101_101, [1]),
            PackageContent.File("var/lib/db/sbom/demo-1.0.0-r0.spdx.json", 0b110_100_100, [1]),
            PackageContent.File("opt/declared.txt", 0b110_100_100, [1]),
        ]);

        AppPackageRules.Check(package, "/srv/demo", ["/opt/declared.txt"]);
        Assert.ThrowsExactly<WolfiException>(() => AppPackageRules.Check(package, "/srv/demo"));
    }

    private static ApkPackage Write(PackageInfo info, IReadOnlyList<PackageContent> contents)
    {
        using MemoryStream output = new();
        return ApkPackageWriter.Write(info, contents, Key, output, CancellationToken.None);
    }
}
