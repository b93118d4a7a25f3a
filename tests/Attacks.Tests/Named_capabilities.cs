using System.Text.Json.Nodes;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests;

/// <summary>Files with capabilities: a package may have them where the project names it with the file's path, and nowhere else.</summary>
[TestClass]
public sealed class Named_capabilities
{
    private const string Name = "hello:/usr/x";

    private static readonly byte[] Capable = RawApk.FileWithHash("usr/x", "foo", null, 0b110_100_100, "SCHILY.xattr.security.capability=1");

    [TestMethod]
    public async Task B54_are_allowed_for_one_file_of_one_package_and_always_listed()
    {
        using AttackedWorld world = new();
        world.Serve(AttackedWorld.HelloWith(Capable));
        foreach (string other in (string[])["hello:/usr/y", "other:/usr/x", "hello:/usr/x/y", "hello:usr/x"])
        {
            world.Demand(repository => repository with { AllowedCapabilities = [other] });
            await world.Fails("WOLFI2023", AttackedWorld.Hello, "'usr/x'", "the extended attribute 'security.capability'", $"'{Name}'");
        }

        world.Demand(repository => repository with { AllowedCapabilities = [Name] });
        await world.Publishes();
        ForgedImage image = ForgedImage.Of(world.Layout, world.Combine("copy"));
        Assert.AreEqual($"[\"{Name}\"]", image.Record["declared"]!["capabilities"]!.ToJsonString());

        StringAssert.Contains(Verify(world, world.Layout).Expect(1).Error, $"capability:{Name}");
        Verify(world, world.Layout, "--allow-declared", $"capability:{Name}").Expect(0);

        // A record that keeps silent about it is no record of this image.
        image.Recorded(record => record["declared"]!.AsObject().Remove("capabilities"));
        image.Seal();
        Verify(world, world.Combine("copy"), "--allow-declared", $"capability:{Name}").Expect(1);

        // Neither lock file nor cache keep what the project no longer allows.
        world.Demand(repository => repository with { AllowedCapabilities = [] });
        await world.FailsBesideAStandingImage("WOLFI2023", AttackedWorld.Hello, $"'{Name}'");
    }

    [TestMethod]
    public async Task B54_that_an_image_records_and_does_not_have_are_refused()
    {
        using AttackedWorld world = new();
        world.Demand(repository => repository with { AllowedCapabilities = [Name] });
        await world.Publishes();
        ForgedImage image = ForgedImage.Of(world.Layout, world.Combine("copy"));
        Assert.IsFalse(image.Record["declared"]!.AsObject().ContainsKey("capabilities"), "What no file has is not recorded.");
        image.Recorded(record => record["declared"]!["capabilities"] = new JsonArray(Name));
        image.Seal();
        Verify(world, world.Layout).Expect(0);
        Verify(world, world.Combine("copy"), "--allow-declared", $"capability:{Name}").Expect(1);
    }

    [TestMethod]
    public async Task B54_pass_to_no_second_name_and_to_no_folder()
    {
        using AttackedWorld world = new();
        world.Demand(repository => repository with { AllowedCapabilities = [Name, "hello:/usr/y"] });
        world.Serve(AttackedWorld.HelloWith(Capable, RawTar.Link("usr/y", "usr/x", '1')));
        await world.Fails("WOLFI2023", AttackedWorld.Hello, "'usr/y'", "which has capabilities");
        world.Serve(AttackedWorld.HelloWith(RawTar.Pax("SCHILY.xattr.security.capability=1"), RawTar.Directory("usr/x", 0b111_101_101)));
        await world.Fails("WOLFI2023", AttackedWorld.Hello, "the extended attribute 'security.capability'");
    }

    private static ToolRun Verify(AttackedWorld world, string image, params string[] options) =>
        ToolRun.Of(["verify", image, "--no-signature", "--package-key", world.PublicKeyFile, .. options]);
}
