using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>The way of a project from a network into a room without one: lock, mirror, build from the mirror.</summary>
[TestClass]
public sealed class Locks_and_mirrors
{
    private const string Repository = """
          <ItemGroup>
            <WolfiRepository Include="$(From)" CanonicalUrl="https://packages.example/os" IndexKeys="$(FromKey)" PackageKeys="$(PackageKey)" />
          </ItemGroup>
        </Project>
        """;

    [TestMethod]
    public async Task A_locked_build_from_the_mirror_alone_gives_the_same_digest()
    {
        StandInRepository repository = await Run.StandIn;
        Project project = await Project.CopyAsync("Console");
        string file = Path.Combine(project.Folder, "Console.csproj");
        File.WriteAllText(file, File.ReadAllText(file).Replace("</Project>", Repository, StringComparison.Ordinal));
        string mirror = Run.NewPath("mirror");
        string key = Run.NewPath("mirror.rsa");
        string publicKey = key + ".pub";
        using (SigningKey made = SigningKey.Generate(Path.GetFileName(publicKey)))
        {
            File.WriteAllText(key, made.ExportPem());
            File.WriteAllText(publicKey, made.PublicKey.Pem);
        }

        string[] original = [.. project.Properties("locked"), .. Source(repository.Folder, repository.PublicKey, repository.PublicKey)];
        CommandResult locked = (await WolfiTool.RunAsync(project.Folder, project.Variables, ["lock", .. original])).Succeeded();
        StringAssert.Contains(locked.Output, "added", StringComparison.Ordinal);
        string content = File.ReadAllText(project.LockFile);
        LayoutImage first = LayoutImage.Read(project.LayoutPath("locked"));

        (await WolfiTool.RunAsync(project.Folder, project.Variables, ["mirror", project.LockFile, mirror, "--key", key, .. original])).Succeeded();
        CollectionAssert.AreEqual(new[] { "x86_64" }, Directory.GetDirectories(mirror).Select(folder => Path.GetFileName(folder)).ToArray());

        CommandResult mirrored = await project.PublishAsync(
            "mirrored",
            [.. Source(mirror, publicKey, repository.PublicKey), "-p:WolfiUpdate=false", "-p:WolfiLockedMode=true", "-p:WolfiOffline=true", Project.Property("WolfiCacheFolder", Run.NewPath("cache"))]);

        mirrored.Succeeded();
        Assert.AreEqual(first.Digest, LayoutImage.Read(project.LayoutPath("mirrored")).Digest);
        Assert.AreEqual(content, File.ReadAllText(project.LockFile));
    }

    // An empty property leaves the word to the project's items.
    private static string[] Source(string from, string key, string packageKey) =>
        ["-p:WolfiRepository=", "-p:WolfiKey=", Project.Property("From", from), Project.Property("FromKey", key), Project.Property("PackageKey", packageKey)];
}
