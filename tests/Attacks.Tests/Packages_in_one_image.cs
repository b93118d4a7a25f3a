using Wolfi.Apk.Packages;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases B40, B41, B50, B53 and B57 to B59: packages that are sound each by itself, and what they make together.</summary>
[TestClass]
public sealed class Packages_in_one_image
{
    private static readonly PackageInfo One = SmallWorld.Info("one");
    private static readonly PackageInfo Two = SmallWorld.Info("two", depends: ["one"]);
    private static readonly PackageContent Shared = PackageContent.File("usr/share/x", 0b110_100_100, "x"u8.ToArray());

    private static readonly Dictionary<string, (PackageInfo First, PackageInfo Second, string? Reason)> Shares = new()
    {
        ["B57 neither replaces the other"] = (One, Two, "neither replaces the other"),
        ["B57 one origin"] = (One with { Origin = "both" }, Two with { Origin = "both" }, null),
        ["B57 the later replaces"] = (One, Two with { Replaces = [DependencyAtom.Parse("one")] }, null),
        ["B57 the later replaces that version"] = (One, Two with { Replaces = [DependencyAtom.Parse("one<2")] }, null),
        ["B57 the later replaces another version"] = (One, Two with { Replaces = [DependencyAtom.Parse("one>2")] }, "neither replaces the other"),
        ["B57 the earlier replaces"] = (One with { Replaces = [DependencyAtom.Parse("two")] }, Two, "one-1.0-r0 replaces the other but comes first"),
        ["B57 both replace, the later has priority"] = (One with { Replaces = [DependencyAtom.Parse("two")] }, Two with { Replaces = [DependencyAtom.Parse("one")], ReplacesPriority = 1 }, null),
        ["B57 both replace, the earlier has priority"] = (One with { Replaces = [DependencyAtom.Parse("two")], ReplacesPriority = 1 }, Two with { Replaces = [DependencyAtom.Parse("one")] }, "both replace each other"),
    };

    private static readonly string[] Protected =
    [
        "B58 etc/passwd", "B58 etc/group", "B58 etc/shadow", "B58 etc/gshadow", "B58 etc/apk/keys/evil.rsa.pub", "B58 etc/apk/keys/small.rsa.pub", "B58 etc/apk/world",
        "B58 etc/apk/repositories", "B58 usr/lib/apk/db/installed", "B58 usr/lib/apk/db/scripts.tar", "B58 etc/ld.so.preload", "B58 etc/os-release",
        "B58 usr/lib/os-release", "B58 etc/wolfi-containers.json", "B58 usr/lib/wolfi-containers/heads/001-x.head",
    ];

    public static IEnumerable<object[]> ShareRows() => Shares.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> ProtectedRows() => Protected.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(ShareRows))]
    public async Task Own_one_path_only_by_apks_rules(string name)
    {
        using AttackedWorld world = new();
        (PackageInfo first, PackageInfo second, string? reason) = Shares[name];
        world.Add(first, Shared);
        world.Add(second, Shared);
        world.Request = world.Request with { Packages = ["two"] };
        if (reason is null)
        {
            Assert.IsEmpty((await world.Publishes()).Warnings);
        }
        else
        {
            await world.Fails("WOLFI5001", "one-1.0-r0", "two-1.0-r0", "/usr/share/x", reason);
        }
    }

    [TestMethod]
    [DynamicData(nameof(ProtectedRows))]
    public async Task Own_nothing_of_the_base(string name)
    {
        string path = name["B58 ".Length..];
        using AttackedWorld world = new();
        world.Add(One, PackageContent.File(path, 0b110_100_100, "evil"u8.ToArray()));
        world.Request = world.Request with { Packages = ["one"] };
        await world.Fails("WOLFI5010", "one-1.0-r0", "/" + path);

        // Nor as a link, whatever it replaces, and whatever it says that it is.
        PackageContent target = PackageContent.File("usr/evil", 0b110_100_100, "evil"u8.ToArray());
        foreach (PackageContent link in new[] { PackageContent.SymbolicLink(path, "/usr/evil"), PackageContent.HardLink(path, target) })
        {
            world.Add(One with { Replaces = [DependencyAtom.Parse("wolfi-baselayout")], Provides = [Provide.Parse("merged-usrsbin")] }, target, link);
            world.AddBaseLayout(provides: "merged-usrsbin");
            await world.Fails("WOLFI5010", "only the base layout may own");
        }
    }

    [TestMethod]
    public async Task B53_Have_a_folder_for_everybody_only_in_the_base_layout()
    {
        using AttackedWorld world = new();
        world.Add(One, PackageContent.Directory("tmp", 0b1_111_111_111));
        world.Request = world.Request with { Packages = ["one"] };
        await world.Fails("WOLFI5010", "one-1.0-r0", "/tmp");

        world.Add(One, Shared);
        world.AddBaseLayout("merged-usrsbin=1", PackageContent.Directory("tmp", 0b1_111_111_111), PackageContent.Directory("var/tmp", 0b1_111_111_111));
        await world.Publishes();
    }

    [TestMethod]
    public async Task B59_Carry_scripts_that_never_run()
    {
        using AttackedWorld world = new();
        string script = $"#!/bin/sh\ntouch '{world.Combine("ran")}'\n";
        RawApk apk = AttackedWorld.SoundHello();
        apk.InfoText = apk.InfoText.Replace("size = 7", "size = 7\ntriggers = /usr /usr/*", StringComparison.Ordinal);
        apk.ControlRest = [.. new[] { ".pre-install", ".post-install", ".trigger" }.SelectMany(name => RawTar.File(name, content: script, mode: 0b111_101_101))];
        world.Serve(apk);
        Diagnostic warning = (await world.Publishes()).Warnings.Single();
        Assert.AreEqual("WOLFI5035", warning.Code);
        StringAssert.Contains(warning.Message, "hello (.pre-install .post-install .trigger)", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(world.Combine("ran")));
    }

    [TestMethod]
    public async Task B40_Have_links_that_lead_nowhere_but_within_the_image()
    {
        using AttackedWorld world = new();
        string secret = world.Combine("secret");
        File.WriteAllText(secret, "of the host");
        world.Secrets.Add("of the host");
        string source = world.Combine("declared.txt");
        File.WriteAllText(source, "declared");
        world.Add(
            One,
            PackageContent.SymbolicLink("usr/share/out", "/../../.." + world.Combine()),
            PackageContent.SymbolicLink("usr/share/secret", secret));
        world.Request = world.Request with { Packages = ["one"], Declared = new DeclaredContent { Files = [new DeclaredFile { SourceFile = source, Target = "/usr/share/out/declared.txt" }] } };
        await world.Publishes();
        Assert.AreEqual("of the host", File.ReadAllText(secret));
        CollectionAssert.Contains(LayerContents.Paths(world.Layout), (world.Combine()[1..] + "/declared.txt").Replace('\\', '/'));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(41)]
    [DataRow(2000)]
    public async Task B41_Have_links_that_go_round_or_on_and_on_without_harm(int length)
    {
        using AttackedWorld world = new();
        world.Add(One, [.. Enumerable.Range(0, length).Select(i => PackageContent.SymbolicLink($"usr/bin/l{i}", $"l{(i + 1) % length}"))]);
        world.Request = world.Request with { Packages = ["one"] };
        await world.Publishes();

        world.Request = world.Request with { Container = world.Request.Container with { Entrypoint = ["/usr/bin/l0"] } };
        await world.FailsBesideAStandingImage("WOLFI5032", "/usr/bin/l0");
        world.Request = world.Request with
        {
            Container = new ContainerSettings(),
            Declared = new DeclaredContent { Files = [new DeclaredFile { SourceFile = world.PublicKeyFile, Target = "/usr/bin/l0/x" }] },
        };
        await world.FailsBesideAStandingImage("WOLFI5013", "/usr/bin/l0/x", "its links do not end");
    }

    [TestMethod]
    [DataRow("usr/share/Readme", "usr/share/README", DisplayName = "B50 in case")]
    [DataRow("usr/share/\u00c9t\u00e9", "usr/share/\u00e9t\u00e9", DisplayName = "B50 in case beyond ASCII")]
    [DataRow("usr/share/\u00e9t\u00e9", "usr/share/e\u0301te\u0301", DisplayName = "B50 in Unicode's form")]
    public async Task Have_paths_that_differ_only_in_case_or_form_with_a_warning(string first, string second)
    {
        using AttackedWorld world = new();
        world.Add(One, PackageContent.File(first, 0b110_100_100, [1]));
        world.Add(Two, PackageContent.File(second, 0b110_100_100, [2]));
        world.Request = world.Request with { Packages = ["two"] };
        Diagnostic warning = (await world.Publishes()).Warnings.Single();
        Assert.AreEqual("WOLFI5036", warning.Code);
        StringAssert.Contains(warning.Message, "/" + first, StringComparison.Ordinal);
        StringAssert.Contains(warning.Message, "/" + second, StringComparison.Ordinal);
        string[] paths = LayerContents.Paths(world.Layout);
        CollectionAssert.Contains(paths, first);
        CollectionAssert.Contains(paths, second);
    }
}
