using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Lock files in real builds.</summary>
[TestClass]
public sealed class Lock_files
{
    private const string Url = "https://packages.invalid/os";

    [TestMethod]
    public async Task A_locked_build_with_a_warm_cache_touches_no_network()
    {
        Project project = await Project.CopyAsync("Console");
        string file = Directory.GetFiles(project.Folder, "*.csproj").Single();
        File.WriteAllText(
            file,
            File.ReadAllText(file).Replace(
                "</Project>", $"""<ItemGroup><WolfiRepository Include="$(From)" CanonicalUrl="{Url}" /></ItemGroup></Project>""", StringComparison.Ordinal));
        string[] arguments = ["-p:WolfiRepository=", "-p:WolfiUpdate=false", Project.Property("WolfiCacheFolder", Run.NewPath("cache"))];

        // A developer locks with a mirror at hand.
        LayoutImage first = await project.PublishImageAsync("first", [.. arguments, "-p:WolfiLockedMode=false", Project.Property("From", (await Run.StandIn).Folder)]);
        string locked = File.ReadAllText(project.LockFile);
        Assert.IsTrue(locked.Contains($"\"url\": \"{Url}/x86_64/zlib-", StringComparison.Ordinal));
        Assert.IsFalse(locked.Contains(Run.Folder, StringComparison.Ordinal));

        // CI builds from the repository itself, which is out of reach: so is everything else.
        project.WithoutNetwork = true;
        project.Environment["CI"] = "true";
        LayoutImage second = await project.PublishImageAsync("second", ["--no-build", .. arguments, $"-p:From={Url}"]);
        Assert.AreEqual(first.Digest, second.Digest);
        Assert.AreEqual(locked, File.ReadAllText(project.LockFile));

        // The same without what the cache has does need it, and names it all.
        CommandResult offline = await project.PublishAsync(
            "third", ["--no-build", .. arguments, $"-p:From={Url}", "-p:WolfiOffline=true", Project.Property("WolfiCacheFolder", Run.NewPath("cache"))]);
        CollectionAssert.AreEqual(new[] { "WOLFI2050" }, offline.ErrorCodes.ToArray(), offline.Output);
        string told = offline.Output.Split('\n').First(line => line.Contains("WOLFI2050", StringComparison.Ordinal));
        Assert.AreEqual(locked.Split("\"checksum\":").Length, told.Split($"{Url}/x86_64/").Length, told);
    }

    [TestMethod]
    public async Task Continuous_integration_demands_a_lock_file_that_fits()
    {
        Project project = await Project.CopyAsync("Console");
        project.Environment["CI"] = "true";
        CommandResult without = await project.PublishAsync("layout", "-p:WolfiUpdate=false");
        CollectionAssert.AreEqual(new[] { "WOLFI3012" }, without.ErrorCodes.ToArray(), without.Output);
        StringAssert.Contains(without.Output, "-p:WolfiUpdate=true", StringComparison.Ordinal);

        await project.PublishImageAsync("layout", "--no-build");
        await project.PublishImageAsync("layout", "--no-build", "-p:WolfiUpdate=false");
        CommandResult drift = await project.PublishAsync("layout", "--no-build", "-p:WolfiUpdate=false", "-p:WolfiPackage=krb5-libs");
        CollectionAssert.AreEqual(new[] { "WOLFI3013" }, drift.ErrorCodes.ToArray(), drift.Output);
        StringAssert.Contains(drift.Output, "WolfiPackage -> krb5-libs is asked for and not locked", StringComparison.Ordinal);
    }
}
