using System.Text.RegularExpressions;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases A11, A28, B33, C75, G122 and K160 to K162: what a lock file remembers, and what nobody may make it forget.</summary>
[TestClass]
public sealed class Locked_worlds
{
    private const long Summer2025 = 1_755_000_000;

    private static readonly Dictionary<string, (string Sound, string Bad, string Code, string Words)> Edits = new()
    {
        ["K162 a key of somebody else"] = ("\"key\": \"[0-9a-f]{64}\"", $"\"key\": \"{new string('0', 64)}\"", "WOLFI3013", ""),
        ["K162 looser needs"] = (""",?\s*"hello"(?=[,\s]*(\]|"))""", "", "WOLFI3010", "line "),
        ["K162 the digest of the needs"] = ("\"needs\": \"sha256:[0-9a-f]{64}\"", $"\"needs\": \"sha256:{new string('0', 64)}\"", "WOLFI3013", ""),
        ["K162 other bytes of a package"] = ("(\"name\": \"hello\".*?\"sha256\": \")[0-9a-f]{64}", $"${{1}}{new string('0', 64)}", "WOLFI3020", "hello-1.0-r0"),
        ["K162 another layer of a package"] = ("(\"name\": \"hello\".*?\"diffId\": \")[0-9a-f]{64}", $"${{1}}{new string('0', 64)}", "WOLFI3020", "hello-1.0-r0"),
        ["K162 dependencies of its own"] = ("\"name\": \"hello\",", "\"name\": \"hello\", \"depends\": [],", "WOLFI3010", "depends"),
        ["K162 a path as name"] = ("\"name\": \"hello\",", "\"name\": \"../../x\",", "WOLFI3010", "this should be a package's name"),
        ["K162 an address elsewhere"] = ("\"url\": \"x86_64/hello-1.0-r0.apk\"", "\"url\": \"https://evil.example/x86_64/hello-1.0-r0.apk\"", "WOLFI3010", ""),
        ["K162 a name twice"] = ("\"name\": \"hello\",", "\"name\": \"hello\", \"name\": \"evil\",", "WOLFI3010", "name"),
        ["K162 nothing"] = ("(?s).*", "", "WOLFI3010", ""),
    };

    public static IEnumerable<object[]> EditRows() => Edits.Keys.Select(name => new object[] { name });

    [TestMethod]
    public async Task A11_A_replayed_index_is_refused_where_indexes_are_read_and_a_locked_build_reads_none()
    {
        using AttackedWorld world = await LockedAsync(Summer2025);
        byte[] old = File.ReadAllBytes(world.IndexFile);
        AddDated(world, Summer2025 + 86_400);
        world.Lock(settings => settings with { Update = true, Locked = false });
        await world.Publishes();

        File.WriteAllBytes(world.IndexFile, old);
        await world.FailsBesideAStandingImage("WOLFI2051", world.Folder, "x86_64");
        world.Lock(settings => settings with { Update = false, Locked = true, RequireListed = true });
        await world.FailsBesideAStandingImage("WOLFI2051", world.Folder);
        world.Lock(settings => settings with { RequireListed = false });
        await world.Publishes();
    }

    [TestMethod]
    public async Task A28_A_wrong_clock_touches_the_age_of_indexes_alone()
    {
        // As the clock of 1970 sees every index, and that of 2038.
        foreach ((long built, string code) in new[] { (4_102_444_800, "WOLFI2053"), (86_400L, "WOLFI2052") })
        {
            using AttackedWorld world = new();
            AddDated(world, built);
            await world.Publishes();
            world.Lock(settings => settings with { MaximumIndexAge = TimeSpan.FromDays(30) });
            await world.FailsBesideAStandingImage(code, world.Folder, "WolfiMaxIndexAge");
            world.Lock(settings => settings with { Update = false, Locked = true });
            await world.Publishes();
        }
    }

    [TestMethod]
    public async Task B33_What_was_signed_itself_stays_signed()
    {
        using AttackedWorld world = await LockedAsync(Summer2025);
        RawApk unsigned = AttackedWorld.SoundHello();
        unsigned.SignatureTar = null;
        world.Serve(unsigned);
        world.Lock(settings => settings with { Update = true, Locked = false });
        await world.FailsBesideAStandingImage("WOLFI3023", world.Folder, "hello-1.0-r0");
        world.Demand(repository => repository with { Signatures = PackageSignatures.Index });
        await world.Publishes();
    }

    [TestMethod]
    public async Task C75_What_the_repository_has_no_more_is_named_and_nothing_newer_taken()
    {
        using AttackedWorld world = await LockedAsync(Summer2025);
        File.Delete(world.HelloFile);
        world.Add(SmallWorld.Info("hello") with { Version = PackageVersion.Parse("1.1-r0") });
        await world.Publishes();

        world.ForgetEverything();
        await world.Fails("WOLFI3021", world.HelloFile, "dotnet wolfi update");
    }

    [TestMethod]
    public async Task G122_Offline_everything_that_is_missing_is_named_at_once()
    {
        using AttackedWorld world = new();
        world.Demand(repository => repository with { CanonicalUrl = "https://packages.invalid/os" });
        await world.Publishes();
        world.Secrets.Add("s3cr3t");
        world.Demand(repository => repository with { Location = "https://me:s3cr3t@packages.invalid/os" });
        world.Lock(settings => settings with { Update = false, Locked = true });
        world.Request = world.Request with { Offline = true };
        await world.Publishes();

        world.ForgetEverything();
        await world.Fails("WOLFI2050", [.. world.Records.Select(record => $"https://packages.invalid/os/x86_64/{record.FileName}")]);
    }

    [TestMethod]
    public async Task K160_An_older_signed_package_takes_no_newer_ones_place()
    {
        using AttackedWorld world = await LockedAsync(Summer2025);
        world.Add(SmallWorld.Info("hello") with { Version = PackageVersion.Parse("1.1-r0") });
        world.Lock(settings => settings with { RequireListed = true });
        await world.FailsBesideAStandingImage("WOLFI3022", "hello-1.0-r0 (it has 1.1-r0)");

        world.Lock(settings => settings with { Update = true, Locked = false, RequireListed = false });
        byte[] older = File.ReadAllBytes(world.HelloFile);
        await world.Publishes();
        world.Lock(settings => settings with { Update = false, Locked = true });
        File.WriteAllBytes(Path.Combine(world.Folder, "x86_64", "hello-1.1-r0.apk"), older);
        world.ForgetEverything();
        await world.Fails("WOLFI3020", "hello-1.1-r0");
    }

    [TestMethod]
    public async Task K161_An_update_takes_no_lower_version_unless_it_is_named()
    {
        using AttackedWorld world = await LockedAsync(Summer2025);
        world.Add(SmallWorld.Info("hello") with { Version = PackageVersion.Parse("0.9-r0") });
        world.Lock(settings => settings with { Update = true, Locked = false });
        await world.FailsBesideAStandingImage("WOLFI3030", "hello 1.0-r0 -> 0.9-r0", "--allow-downgrade NAME");
        world.Lock(settings => settings with { AllowDowngrade = ["hello"] });
        await world.Publishes();
    }

    [TestMethod]
    [DynamicData(nameof(EditRows))]
    public async Task Are_not_moved_by_an_edited_lock_file(string name)
    {
        using AttackedWorld world = await LockedAsync(Summer2025);
        (string sound, string bad, string code, string words) = Edits[name];
        string text = File.ReadAllText(world.Request.Lock.File);
        string edited = Regex.Replace(text, sound, bad, RegexOptions.Singleline);
        Assert.AreNotEqual(text, edited);
        File.WriteAllText(world.Request.Lock.File, edited);
        world.ForgetEverything();
        await world.Fails(code, words);
    }

    [TestMethod]
    public async Task K162_A_package_that_is_taken_out_of_the_lock_file_or_of_the_project_fails()
    {
        using AttackedWorld world = await LockedAsync(Summer2025);
        string sound = File.ReadAllText(world.Request.Lock.File);
        world.ForgetEverything();
        File.WriteAllText(world.Request.Lock.File, Regex.Replace(sound, """\{[^{}]*"name": "glibc"[^{}]*\},\s*""", ""));
        await world.Fails("WOLFI3014", world.Request.Lock.File);

        File.WriteAllText(world.Request.Lock.File, sound);
        world.Request = world.Request with { Packages = [] };
        await world.Fails("WOLFI3013", "hello");
    }

    private static async Task<AttackedWorld> LockedAsync(long built)
    {
        AttackedWorld world = new();
        AddDated(world, built);
        await world.Publishes();
        world.Lock(settings => settings with { Update = false, Locked = true });
        await world.Publishes();
        return world;
    }

    private static void AddDated(AttackedWorld world, long built) => world.Add(SmallWorld.Info("dated") with { BuildDate = built });
}
