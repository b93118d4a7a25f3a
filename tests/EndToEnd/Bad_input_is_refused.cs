using Wolfi.Containers.Tests.Needs;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Bad input: a coded error that names it, and no output left behind.</summary>
[TestClass]
public sealed class Bad_input_is_refused
{
    private static Project s_project = null!;

    /// <summary>The console sample, built once; the cases publish it without building.</summary>
    [ClassInitialize]
    public static async Task Build(TestContext _)
    {
        s_project = await Project.CopyAsync("Console");
        await s_project.PublishImageAsync();
    }

    [TestMethod]
    public async Task An_unsigned_index()
    {
        StandInRepository repository = await Variants.WithIndexAsync("unsigned", records => records, key: null);
        await RefusedAsync("unsigned", "WOLFI2001", [$"-p:WolfiRepository={repository.Folder}"], "unsigned");
    }

    [TestMethod]
    public async Task An_index_signed_by_another_key_of_the_same_name()
    {
        using SigningKey other = SigningKey.Generate("stand-in.rsa.pub", 2048);
        StandInRepository repository = await Variants.WithIndexAsync("wrongly-signed", records => records, other);
        await RefusedAsync("wrongly-signed", "WOLFI2003", [$"-p:WolfiRepository={repository.Folder}"], "stand-in.rsa.pub");
    }

    [TestMethod]
    public async Task An_index_signed_by_an_unknown_key()
    {
        using SigningKey other = SigningKey.Generate("stranger.rsa.pub", 2048);
        StandInRepository repository = await Variants.WithIndexAsync("unknown-key", records => records, other);
        await RefusedAsync("unknown-key", "WOLFI2002", [$"-p:WolfiRepository={repository.Folder}"], "stranger.rsa.pub");
    }

    [TestMethod]
    public async Task A_package_with_one_bit_changed_B30()
    {
        StandInRepository repository = await Variants.WithPackageAsync("flipped", "zlib", bytes =>
        {
            bytes[^100] ^= 1;
            return bytes;
        });
        // Which bit it was decides whether gzip, tar, a file's checksum or the data hash notices first.
        await RefusedAsync("flipped", "WOLFI20", [$"-p:WolfiRepository={repository.Folder}", $"-p:WolfiCacheFolder={Run.NewPath("cache")}"], "zlib");
    }

    [TestMethod]
    public async Task A_sound_package_under_anothers_name_B29()
    {
        string tzdata = Directory.GetFiles((await Run.StandIn).Packages, "tzdata-*.apk").Single();
        StandInRepository repository = await Variants.WithPackageAsync("exchanged", "zlib", _ => File.ReadAllBytes(tzdata));
        await RefusedAsync("exchanged", "WOLFI2031", [$"-p:WolfiRepository={repository.Folder}", $"-p:WolfiCacheFolder={Run.NewPath("cache")}"], "zlib");
    }

    [TestMethod]
    public async Task A_package_that_is_absent_from_the_repository()
    {
        StandInRepository repository = await Variants.WithPackageAsync("absent", "zlib", bytes => bytes);
        File.Delete(Directory.GetFiles(repository.Packages, "zlib-*.apk").Single());
        await RefusedAsync("absent", "WOLFI2012", [$"-p:WolfiRepository={repository.Folder}", $"-p:WolfiCacheFolder={Run.NewPath("cache")}"], "zlib");
    }

    [TestMethod]
    public async Task A_repository_that_is_unreachable() =>
        await RefusedAsync("unreachable", "WOLFI2010", ["-p:WolfiRepository=https://127.0.0.1:9/os"], "127.0.0.1");

    [TestMethod]
    public async Task A_repository_over_http_that_was_not_allowed() =>
        await RefusedAsync("http", "WOLFI2011", ["-p:WolfiRepository=http://127.0.0.1:9/os"], "AllowHttp");

    [TestMethod]
    public async Task A_repository_folder_that_is_absent() =>
        await RefusedAsync("no-folder", "WOLFI2012", [$"-p:WolfiRepository={Run.NewPath("nowhere")}"], "nowhere");

    [TestMethod]
    public async Task A_key_file_that_is_absent() =>
        await RefusedAsync("no-key", "WOLFI1220", [$"-p:WolfiKey={Run.NewPath("nokey.rsa.pub")}"], "nokey.rsa.pub");

    [TestMethod]
    public async Task A_library_that_no_package_provides_D81()
    {
        // libgssapi_krb5 needs libkrb5, which the repository without krb5-libs does not have.
        using SigningKey key = await Variants.KeyAsync();
        StandInRepository repository = await Variants.WithIndexAsync("no-provider", records => records.Where(record => record.Name != "krb5-libs"), key);
        Project project = await Project.CopyAsync("Console");
        File.Copy(LibraryOfThisMachine("libgssapi_krb5.so.2"), Path.Combine(project.Folder, "libdemo.so"));
        AddToProject(project, """<ItemGroup><None Include="libdemo.so" CopyToPublishDirectory="Always" /></ItemGroup>""");
        await RefusedAsync(project, "layout", "WOLFI3001", [$"-p:WolfiRepository={repository.Folder}"], "libdemo.so", "libkrb5.so.3");
    }

    [TestMethod]
    public async Task A_native_file_for_musl_D78()
    {
        Project project = await Project.CopyAsync("Console");
        byte[] library = new ElfBuilder { Needed = ["libc.musl-x86_64.so.1"], Soname = "libdemo.so" }.Build();
        File.WriteAllBytes(Path.Combine(project.Folder, "libdemo.so"), library);
        AddToProject(project, """<ItemGroup><None Include="libdemo.so" CopyToPublishDirectory="Always" /></ItemGroup>""");
        await RefusedAsync(project, "layout", "WOLFI4010", [], "libdemo.so", "musl");
    }

    [TestMethod]
    public async Task A_runtime_identifier_that_is_not_Linux() =>
        await RefusedAsync(await Project.CopyAsync("Console"), "layout", "WOLFI1130", ["-r", "win-x64", "--no-self-contained", "-p:UseAppHost=false"], "win-x64");

    [TestMethod]
    public async Task A_link_that_leaves_the_publish_folder_D85()
    {
        Project project = await Project.CopyAsync("Console");
        await project.PublishImageAsync("first");
        File.CreateSymbolicLink(Path.Combine(project.Folder, "bin", "Release", "net10.0", "publish", "settings.json"), "/etc/passwd");
        await RefusedAsync(project, "layout", "WOLFI4020", ["--no-build"], "settings.json");
    }

    [TestMethod]
    public async Task A_private_key_among_the_published_files_H131()
    {
        Project project = await Project.CopyAsync("Console");
        using SigningKey key = SigningKey.Generate("team.rsa.pub", 2048);
        File.WriteAllText(Path.Combine(project.Folder, "team.pem"), key.ExportPem());
        AddToProject(project, """<ItemGroup><None Include="team.pem" CopyToPublishDirectory="Always" /></ItemGroup>""");
        await RefusedAsync(project, "layout", "WOLFI4023", [], "team.pem");
    }

    private static Task RefusedAsync(string layout, string code, string[] arguments, params string[] words) =>
        RefusedAsync(s_project, layout, code, ["--no-build", .. arguments], words);

    private static async Task RefusedAsync(Project project, string layout, string code, string[] arguments, params string[] words)
    {
        CommandResult result = await project.PublishAsync(layout, arguments);
        Assert.AreNotEqual(0, result.ExitCode, result.Output);
        Assert.HasCount(1, result.ErrorCodes, result.Output);
        StringAssert.StartsWith(result.ErrorCodes[0], code, StringComparison.Ordinal);
        foreach (string word in words)
        {
            StringAssert.Contains(result.Output, word, StringComparison.Ordinal);
        }

        Assert.IsFalse(result.Output.Contains("   at ", StringComparison.Ordinal), result.Output);
        string[] left = Directory.Exists(project.OutputFolder) ? [.. Directory.GetFileSystemEntries(project.OutputFolder).Where(entry => Path.GetFileName(entry).Contains(layout, StringComparison.Ordinal))] : [];
        Assert.HasCount(0, left, string.Join(' ', left));
    }

    private static void AddToProject(Project project, string xml)
    {
        string file = Directory.GetFiles(project.Folder, "*.csproj").Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("</Project>", xml + "</Project>", StringComparison.Ordinal));
    }

    private static string LibraryOfThisMachine(string name) =>
        Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, name)).First(File.Exists);
}
