using Wolfi.Apk.Caching;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Oci.References;
using Wolfi.TestRegistry;

namespace Wolfi.Attacks.Tests;

/// <summary>Builds that fetch no package which they know: what is wrong in cache, repository or registry then costs time or stops them, and never costs the image a byte.</summary>
[TestClass]
public sealed class Images_without_a_layout
{
    // As a cache that somebody else has filled or changed.
    [TestMethod]
    [DataRow("K163 marked under another key")]
    [DataRow("K163 with another entry of its kind in its place")]
    [DataRow("K163 with a changed end")]
    public async Task Are_the_same_whatever_a_cache_says_of_packages(string how)
    {
        using AttackedWorld world = new();
        await using Registry registry = await Registry.StartAsync();
        string digest = await PublishAsync(world, registry);
        int packages = ForgetPackages(world);
        DerivedStore foreign = new(world.Request.CacheFolder, DerivedKey.ReadOrMake(world.Combine("data", "foreign.key")));
        foreach (string kind in new[] { "package", "package-head", "package-files" })
        {
            string[] entries = Directory.GetFiles(Path.Combine(world.Request.CacheFolder, "derived", kind));
            Assert.IsGreaterThan(1, entries.Length);
            byte[][] sound = [.. entries.Select(File.ReadAllBytes)];
            for (int i = 0; i < entries.Length; i++)
            {
                byte[] other = sound[(i + 1) % entries.Length];
                switch (how)
                {
                    case "K163 marked under another key":
                        foreign.Write(kind, Path.GetFileName(entries[i]), other.AsSpan(32));
                        break;
                    case "K163 with another entry of its kind in its place":
                        File.WriteAllBytes(entries[i], other);
                        break;
                    default:
                        File.WriteAllBytes(entries[i], RawTar.Break(sound[i], sound[i].Length - 1));
                        break;
                }
            }
        }

        Assert.AreEqual(digest, await PublishAsync(world, registry));
        Assert.AreEqual(packages, ForgetPackages(world), "all were fetched again");
        Assert.AreEqual(digest, await PublishAsync(world, registry));
        Assert.AreEqual(0, ForgetPackages(world), "and are known again");
    }

    [TestMethod]
    public async Task Are_not_pushed_with_a_package_that_was_exchanged_since_it_was_known()
    {
        using AttackedWorld world = new();
        await using Registry registry = await Registry.StartAsync();
        await PublishAsync(world, registry);
        ForgetPackages(world);
        byte[] hello = File.ReadAllBytes(world.HelloFile);
        File.WriteAllBytes(world.HelloFile, RawTar.Break(hello, hello.Length - 20));

        await using Registry empty = await Registry.StartAsync();
        world.Request = Without(world.Request, empty);
        Directory.Delete(world.Outputs, recursive: true);
        await world.Fails("WOLFI2032", AttackedWorld.Hello, "the package was changed after it was made");
        Assert.IsEmpty(empty.Store.Tags("team/app"));
        Assert.IsEmpty(empty.Store.Manifests("team/app"));
    }

    private static async Task<string> PublishAsync(AttackedWorld world, Registry registry)
    {
        if (Directory.Exists(world.Outputs))
        {
            Directory.Delete(world.Outputs, recursive: true);
        }

        world.Request = Without(world.Request, registry);
        await world.Publishes();
        return registry.Store.Tag("team/app", "latest")!;
    }

    private static PublishRequest Without(PublishRequest request, Registry registry) => request with
    {
        LayoutFolder = null,
        Push = new PushSettings(new PushTarget(ImageReference.Parse($"{registry.Authority}/team/app"), ["latest"])),
    };

    // How many there were.
    private static int ForgetPackages(AttackedWorld world)
    {
        string folder = Path.Combine(world.Request.CacheFolder, "packages");
        int count = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.apk", SearchOption.AllDirectories).Length : 0;
        if (count > 0)
        {
            Directory.Delete(folder, recursive: true);
        }

        return count;
    }
}
