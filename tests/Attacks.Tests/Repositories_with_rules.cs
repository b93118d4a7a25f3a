using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases C67, C68, C69 and K159: a second repository, soundly signed, that may provide <c>acme-*</c> alone, and what it tries.</summary>
[TestClass]
public sealed class Repositories_with_rules
{
    private static readonly SigningKey AcmeKey = SigningKey.Generate("acme.rsa.pub", 2048);
    private static readonly PackageContent Evil = PackageContent.File("usr/share/evil", 0b110_100_100, "evil"u8.ToArray());

    private static readonly Dictionary<string, PackageInfo> Uninvited = new()
    {
        ["C67 a provided name with a higher version"] = Acme("acme-c") with { Provides = [Provide.Parse("so:libc.so.6=9999")] },
        ["C67 a provided name with a priority"] = Acme("acme-c") with { Provides = [Provide.Parse("so:libc.so.6=6")], ProviderPriority = uint.MaxValue },
        ["C67 an install_if rule on another's package"] = Acme("acme-spy") with { InstallIf = [DependencyAtom.Parse("glibc")] },
        ["C68 a package's name with a higher version"] = Acme("glibc") with { Version = PackageVersion.Parse("9999-r0"), Provides = [Provide.Parse("so:libc.so.6=9999")] },
    };

    public static IEnumerable<object[]> UninvitedRows() => Uninvited.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(UninvitedRows))]
    public async Task Do_not_come_uninvited(string name)
    {
        using AttackedWorld world = new();
        AddAcme(world, (Uninvited[name], [Evil]));

        await world.Publishes();

        CollectionAssert.DoesNotContain(LayerContents.Paths(world.Layout), Evil.Path);
    }

    [TestMethod]
    public async Task C67_Take_over_no_file_of_others_whatever_they_say_of_themselves()
    {
        using AttackedWorld world = new();
        PackageContent library = PackageContent.File("usr/lib/libc.so.6", 0b111_101_101, "evil"u8.ToArray());
        AddAcme(world, (Acme("acme-tool") with { Depends = [DependencyAtom.Parse("glibc")], Replaces = [DependencyAtom.Parse("glibc")], ReplacesPriority = 9999, Origin = "glibc" }, [library]));
        world.Request = world.Request with { Packages = ["acme-tool"] };

        await world.Fails("WOLFI5001", "acme-tool-1.0-r0", "glibc-1.0-r0", "/usr/lib/libc.so.6", "the rules of its repository do not cover");
    }

    [TestMethod]
    [DataRow("usr/local/lib", "")]
    [DataRow("usr/lib/acme", "/usr/lib/acme")]
    [DataRow("usr/lib/glibc-hwcaps/x86-64-v3", "")]
    public async Task K159_Put_no_library_of_others_where_the_loader_looks(string folder, string configured)
    {
        using AttackedWorld world = new();
        PackageContent library = PackageContent.File(folder + "/libc.so.6", 0b111_101_101, "evil"u8.ToArray());
        PackageContent configuration = PackageContent.File("etc/ld.so.conf.d/acme.conf", 0b110_100_100, System.Text.Encoding.UTF8.GetBytes(configured + "\n"));
        AddAcme(world, (Acme("acme-tool"), [library, configuration]));
        world.Request = world.Request with { Packages = ["acme-tool"] };

        await world.Fails("WOLFI3003", "acme-tool-1.0-r0", "glibc-1.0-r0", "libc.so.6", $"/{folder}/libc.so.6");
    }

    [TestMethod]
    public async Task C69_Bring_nothing_that_the_project_forbids()
    {
        using AttackedWorld world = new();
        AddAcme(world, (Acme("acme-tool") with { Depends = [DependencyAtom.Parse("tzdata")] }, [Evil]));
        world.Request = world.Request with { Packages = ["acme-tool", "!tzdata"] };

        await world.Fails("WOLFI3001", "tzdata", "acme-tool-1.0-r0", "WolfiPackage -> !tzdata");
    }

    [TestMethod]
    public async Task Bring_no_second_C_library()
    {
        using AttackedWorld world = new();
        AddAcme(
            world,
            (Acme("acme-musl") with { Provides = [Provide.Parse("so:libc.musl-x86_64.so.1=1")] }, [Evil]),
            (Acme("acme-tool") with { Depends = [DependencyAtom.Parse("so:libc.musl-x86_64.so.1")] }, []));
        world.Request = world.Request with { Packages = ["acme-tool"] };

        await world.Fails("WOLFI3001", "so:libc.musl-x86_64.so.1", "WolfiPackage -> acme-tool -> acme-tool-1.0-r0", "one image has one C library");
    }

    private static PackageInfo Acme(string name) => SmallWorld.Info(name);

    private static void AddAcme(AttackedWorld world, params (PackageInfo Info, PackageContent[] Contents)[] packages)
    {
        string folder = world.Combine("acme", "x86_64");
        Directory.CreateDirectory(folder);
        List<IndexRecord> records = [];
        foreach ((PackageInfo info, PackageContent[] contents) in packages)
        {
            using FileStream file = new(Path.Combine(folder, $"{info.Name}-{info.Version}.apk"), FileMode.Create, FileAccess.ReadWrite);
            records.Add(IndexRecords.FromPackage(ApkPackageWriter.Write(info, contents, AcmeKey, file, CancellationToken.None)));
        }

        File.WriteAllBytes(Path.Combine(folder, "APKINDEX.tar.gz"), IndexWriter.Write(records, "acme", AcmeKey));
        PackageRepository acme = new()
        {
            Location = world.Combine("acme"),
            PackagePatterns = ["acme-*"],
            IndexKeys = Keyring.Create(AcmeKey.PublicKey),
            PackageKeys = Keyring.Create(AcmeKey.PublicKey),
        };
        world.Request = world.Request with { Repositories = [.. world.Request.Repositories, acme] };
    }
}
