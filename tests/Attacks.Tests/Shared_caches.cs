using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases G118 to G121, G123, G124 and K163: what is wrong in a cache costs a build time or stops it, and never costs the image a byte.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class Shared_caches
{
    private const string OtherUser = "65534";

    private static readonly Dictionary<string, Action<string>> Faults = new()
    {
        ["G118 cut short"] = file => Change(file, bytes => bytes[..(bytes.Length / 2)]),
        ["G118 empty"] = file => Change(file, _ => []),
        ["G118 a flipped bit in the data"] = file => Change(file, bytes => RawTar.Break(bytes, bytes.Length - 20)),
        ["G118 a flipped bit in the head"] = file => Change(file, bytes => RawTar.Break(bytes, 20)),
        ["G118 longer"] = file => Change(file, bytes => [.. bytes, 0]),
        ["G118 a link to a file of the system"] = file => Link(file, "/etc/passwd"),
        ["G118 a link to nowhere"] = file => Link(file, "/nowhere"),
        ["G118 another user's"] = file => Give(file, OtherUser),
        ["G124 another package under its name"] = file => Change(file, _ => AttackedWorld.HelloWith(RawTar.File("usr/bin/evil", content: "evil")).Build()),
    };

    public static IEnumerable<object[]> Rows() => Faults.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Packages_that_are_damaged_or_exchanged_are_fetched_again(string name)
    {
        using AttackedWorld world = new();
        string image = await PublishAnewAsync(world);
        Dictionary<string, byte[]> sound = Packages(world).ToDictionary(file => file, File.ReadAllBytes);
        foreach (string file in sound.Keys)
        {
            Faults[name](file);
        }

        Assert.AreEqual(image, await PublishAnewAsync(world));
        CollectionAssert.AreEquivalent(sound.Keys, Packages(world));
        foreach ((string file, byte[] bytes) in sound)
        {
            CollectionAssert.AreEqual(bytes, File.ReadAllBytes(file));
            Assert.IsNull(new FileInfo(file).LinkTarget);
        }
    }

    [TestMethod]
    public async Task A_damaged_package_that_its_repository_no_longer_has_fails_by_name_G118()
    {
        using AttackedWorld world = new();
        await PublishAnewAsync(world);
        foreach (string file in Packages(world))
        {
            Change(file, bytes => RawTar.Break(bytes, bytes.Length - 20));
        }

        File.Delete(world.HelloFile);

        await FailsAnewAsync(world, "WOLFI2012", world.HelloFile);
    }

    [TestMethod]
    [DataRow("", DisplayName = "G119 the cache")]
    [DataRow("packages", DisplayName = "G119 a folder of it")]
    [DataRow("temporary", DisplayName = "G119 the folder of what is being written")]
    public async Task A_folder_that_others_can_write_to_is_refused(string below)
    {
        using AttackedWorld world = new();
        await PublishAnewAsync(world);
        string folder = Path.TrimEndingDirectorySeparator(Path.Combine(world.Request.CacheFolder, below));
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherWrite);

        await FailsAnewAsync(world, "WOLFI2014", folder, "can be written to by other users");
        world.Runs(3, "WOLFI2014", "cache", "clear", "--cache", world.Request.CacheFolder);
    }

    [TestMethod]
    public async Task Another_users_folder_is_refused_G119()
    {
        using AttackedWorld world = new();
        if (Environment.IsPrivilegedProcess)
        {
            await PublishAnewAsync(world);
            Give(world.Request.CacheFolder, OtherUser);
        }
        else
        {
            // The one that is surely another's.
            world.Request = world.Request with { CacheFolder = "/" };
        }

        await FailsAnewAsync(world, "WOLFI2014", world.Request.CacheFolder, "belongs to another user");
    }

    [TestMethod]
    public async Task A_link_in_the_caches_place_is_refused_G119()
    {
        using AttackedWorld world = new();
        await PublishAnewAsync(world);
        string elsewhere = world.Combine("elsewhere");
        Directory.Move(world.Request.CacheFolder, elsewhere);
        Directory.CreateSymbolicLink(world.Request.CacheFolder, elsewhere);

        await FailsAnewAsync(world, "WOLFI2014", world.Request.CacheFolder, "is a link");
    }

    [TestMethod]
    public async Task Two_repositories_packages_of_one_name_and_version_do_not_mix_G121()
    {
        using AttackedWorld first = new();
        using AttackedWorld second = new();
        second.Add(
            new PackageInfo { Name = "hello", Version = PackageVersion.Parse("1.0-r0"), Architecture = "x86_64" },
            PackageContent.File("usr/share/other", 0b110_100_100, "other"u8.ToArray()));
        string[] apart = [await PublishAnewAsync(first), await PublishAnewAsync(second)];
        Assert.AreNotEqual(apart[0], apart[1]);

        first.Request = first.Request with { CacheFolder = second.Request.CacheFolder };

        CollectionAssert.AreEqual(apart, new[] { await PublishAnewAsync(first), await PublishAnewAsync(second) });
    }

    [TestMethod]
    public async Task A_bound_below_what_a_build_uses_takes_nothing_from_it_G123()
    {
        using AttackedWorld world = new();
        string image = await PublishAnewAsync(world);

        world.Request = world.Request with { CacheFolder = world.Request.CacheFolder + "-small", CacheLimit = 1 };

        Assert.AreEqual(image, await PublishAnewAsync(world));
        Assert.IsEmpty(Packages(world), "The bound is kept as soon as the build has ended.");
    }

    // As a cache that a pull request from a fork has filled, with another key or none.
    [TestMethod]
    [DataRow("K163 marked under another key")]
    [DataRow("K163 with the mark of another entry")]
    [DataRow("K163 with a changed end")]
    public async Task Forged_derived_entries_are_derived_again(string how)
    {
        using AttackedWorld world = new();
        string image = await PublishAnewAsync(world);
        string[] derived = Derived(world);
        Assert.IsNotEmpty(derived);
        DerivedStore foreign = new(world.Request.CacheFolder, DerivedKey.ReadOrMake(world.Combine("data", "foreign.key")));
        byte[] mark = File.ReadAllBytes(derived[0])[..32];
        foreach (string file in derived.Skip(how.EndsWith("another entry", StringComparison.Ordinal) ? 1 : 0))
        {
            byte[] entry = File.ReadAllBytes(file);
            switch (how)
            {
                case "K163 marked under another key":
                    foreign.Write(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file), Encoding.UTF8.GetBytes("forged"));
                    break;
                case "K163 with the mark of another entry":
                    File.WriteAllBytes(file, [.. mark, .. entry[32..]]);
                    break;
                default:
                    File.WriteAllBytes(file, RawTar.Break(entry, entry.Length - 1));
                    break;
            }
        }

        Assert.AreEqual(image, await PublishAnewAsync(world));
        Assert.IsEmpty(new CacheMaintenance(world.Request.CacheFolder).Verify(DerivedKey.ReadOrMake(world.Request.DerivedKeyFile!), CancellationToken.None).Damaged);
    }

    /// <summary>Publishes with no image standing, and tells the image's digest.</summary>
    private static async Task<string> PublishAnewAsync(AttackedWorld world)
    {
        Clear(world);
        await world.Publishes();
        return File.ReadAllText(Path.Combine(world.Layout, "index.json"));
    }

    private static Task FailsAnewAsync(AttackedWorld world, string code, params string[] words)
    {
        Clear(world);
        return world.Fails(code, words);
    }

    private static void Clear(AttackedWorld world)
    {
        if (Directory.Exists(world.Outputs))
        {
            Directory.Delete(world.Outputs, recursive: true);
        }
    }

    private static string[] Packages(AttackedWorld world) => Directory.GetFiles(Path.Combine(world.Request.CacheFolder, "packages"), "*", SearchOption.AllDirectories);

    private static string[] Derived(AttackedWorld world) => Directory.GetFiles(Path.Combine(world.Request.CacheFolder, "derived"), "*", SearchOption.AllDirectories);

    private static void Change(string file, Func<byte[], byte[]> change) => File.WriteAllBytes(file, change(File.ReadAllBytes(file)));

    private static void Link(string file, string target)
    {
        File.Delete(file);
        File.CreateSymbolicLink(file, target);
    }

    // Only root can give a file away; to others every file of root is another user's.
    private static void Give(string path, string user)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Link(path, "/etc/passwd");
            return;
        }

        using Process chown = Process.Start("chown", [user, path]);
        chown.WaitForExit();
        Assert.AreEqual(0, chown.ExitCode);
    }
}
