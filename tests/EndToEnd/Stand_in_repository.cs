using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>What all other tests stand on.</summary>
[TestClass]
public sealed class Stand_in_repository
{
    [TestMethod]
    public async Task One_key_gives_the_same_bytes_twice()
    {
        StandInRepository first = await Run.StandIn;
        string again = Run.NewPath("again");
        (await MakeAsync(again, first.PrivateKey)).Succeeded();
        string[] files = [.. Directory.GetFiles(first.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(first.Folder, file))];
        Assert.IsGreaterThan(40, files.Length);
        foreach (string file in files)
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(first.Folder, file)), File.ReadAllBytes(Path.Combine(again, file)), file);
        }
    }

    [TestMethod]
    public async Task Another_folder_s_content_is_never_replaced()
    {
        string folder = Run.NewPath("mine");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "thesis.txt"), "mine");
        CommandResult result = await MakeAsync(folder, (await Run.StandIn).PrivateKey);
        Assert.AreEqual(1, result.ExitCode, result.Output);
        StringAssert.Contains(result.Output, "thesis.txt", StringComparison.Ordinal);
        Assert.AreEqual("mine", File.ReadAllText(Path.Combine(folder, "thesis.txt")));
    }

    [TestMethod]
    [DataRow("x86_64", "so:ld-linux-x86-64.so.2")]
    [DataRow("aarch64", "so:ld-linux-aarch64.so.1")]
    public async Task The_web_runtime_needs_what_it_needs_in_Wolfi(string architecture, string loader)
    {
        PackageIndex index = await IndexAsync(architecture);
        Assert.IsTrue(index.Records.All(record => record.Architecture == architecture));
        RepositoryIndex repository = new(new PackageRepository { Location = (await Run.StandIn).Folder }, index);
        DependencyAtom[] world = [.. new[] { "aspnet-10-runtime", "ca-certificates-bundle", "tzdata", "wolfi-baselayout" }.Select(DependencyAtom.Parse)];
        Resolution resolution = Solver.Resolve(world, [repository], architecture, CancellationToken.None);
        Resolution.Resolved resolved = Assert.IsInstanceOfType<Resolution.Resolved>(resolution);
        string[] names = [.. resolved.Packages.Select(package => package.Record.Name)];

        // The 23 packages of the image that Wolfi's makers publish, without the six that Microsoft's binaries don't need.
        string icu = index.Records.Single(record => record.Name.StartsWith("libicu", StringComparison.Ordinal)).Name["libicu".Length..];
        string glibc = index.Records.Single(record => record.Name.StartsWith("ld-linux-", StringComparison.Ordinal)).Name["ld-linux-".Length..];
        CollectionAssert.AreEquivalent(
            new[]
            {
                "aspnet-10-runtime", "ca-certificates-bundle", "dotnet-10", "dotnet-10-runtime", $"glibc-{glibc}", $"glibc-{glibc}-locale-posix", "icu",
                $"icu{icu}-data-full", $"ld-linux-{glibc}", "libcrypto3", "libgcc", $"libicu{icu}", "libssl3", "libstdc++", "tzdata", "wolfi-baselayout", "zlib",
            },
            names);
        Assert.IsTrue(index.Records.Single(record => record.Name == $"ld-linux-{glibc}").Provides.Any(provide => provide.Name == loader));
    }

    private static async Task<PackageIndex> IndexAsync(string architecture)
    {
        StandInRepository repository = await Run.StandIn;
        string file = Path.Combine(repository.Folder, architecture, "APKINDEX.tar.gz");
        Keyring keys = Keyring.Create(PublicKey.Parse("stand-in.rsa.pub", await File.ReadAllTextAsync(repository.PublicKey)));
        await using FileStream stream = File.OpenRead(file);
        return IndexReader.Read(stream, file, keys, SignatureAlgorithm.Rsa256, allowUnsignedUnsafe: false, CancellationToken.None);
    }

    private static Task<CommandResult> MakeAsync(string folder, string key) =>
        Commands.RunAsync(Run.Folder, Feed.DotnetEnvironment(), "dotnet", Path.Combine(AppContext.BaseDirectory, "StandIn.dll"), folder, "--key", key);
}
