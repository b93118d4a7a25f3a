using System.Security.Cryptography;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

[TestClass]
public sealed class Packages_from_two_folders
{
    [TestMethod]
    public async Task Are_the_same_byte_for_byte()
    {
        string[] folders = [Workshop.NewPath("one"), Path.Combine(Workshop.NewPath("two"), "a longer name with spaces")];
        Dictionary<string, string>[] packed = await Task.WhenAll(folders.Select(PackAsync));
        string[] names = ["Wolfi.Containers.Sdk", "Wolfi.Containers.Tool", "Wolfi.Containers.Tool.any", "Wolfi.Containers.Tool.linux-x64"];
        CollectionAssert.AreEqual(names.Select(name => $"{name}.0.1.0-same.1.nupkg").ToArray(), packed[0].Keys.Order(StringComparer.Ordinal).ToArray());
        foreach ((string name, string hash) in packed[0])
        {
            Assert.AreEqual(hash, packed[1][name], name);
        }
    }

    private static async Task<Dictionary<string, string>> PackAsync(string folder)
    {
        string root = SharedData.RepositoryRoot;
        foreach (string file in Directory.GetFiles(root).Where(file => Path.GetFileName(file) != ".git"))
        {
            Copy(root, file, folder);
        }

        foreach (string part in (string[])["src", "eng", "nuget"])
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(root, part), "*", SearchOption.AllDirectories))
            {
                Copy(root, file, folder);
            }
        }

        Dictionary<string, string> environment = Workshop.DotnetEnvironment();
        environment["WOLFI_VERSION"] = "0.1.0-same.1";
        environment.Remove("NUGET_PACKAGES");
        environment.Remove("NUGET_FALLBACK_PACKAGES");
        (await Commands.RunAsync(folder, environment, Path.Combine(folder, "eng", "pack.sh"))).Succeeded();
        return Directory.GetFiles(Path.Combine(folder, "artifacts", "packages"))
            .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))), StringComparer.Ordinal);
    }

    private static void Copy(string root, string file, string folder)
    {
        string target = Path.Combine(folder, Path.GetRelativePath(root, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }
}
