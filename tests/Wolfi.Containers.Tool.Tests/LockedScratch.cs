using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tool.Tests;

/// <summary>A repository for two architectures, a lock file of it, and a cache of its own.</summary>
internal sealed class LockedScratch : IDisposable
{
    private static readonly string[] Architectures = ["x86_64", "aarch64"];

    public Scratch Scratch { get; } = new();

    public string LockFile => Scratch["wolfi.lock.json"];

    public string Repository => Scratch["repository"];

    /// <summary>The arguments that name lock file, repository, key and cache.</summary>
    public string[] Sources => ["--lock", LockFile, "--repository", Repository, "--key", Scratch.PublicKey, "--cache", Scratch["cache"]];

    /// <summary>curl and libcurl are built together; curl needs libcurl and openssl, which needs base.</summary>
    public static LockedScratch Make(params string[] architectures)
    {
        LockedScratch made = new();
        foreach (string architecture in architectures.Length == 0 ? Architectures : architectures)
        {
            made.Add(architecture, "base", "1.0-r0");
            made.Add(architecture, "openssl", "3.0-r0", "--depend", "base");
            made.Add(architecture, "libcurl", "8.0-r0", "--origin", "curl");
            made.Add(architecture, "curl", "8.0-r0", "--origin", "curl", "--depend", "libcurl", "--depend", "openssl");
            made.Index(architecture);
        }

        string[] archs = [.. (architectures.Length == 0 ? Architectures : architectures).SelectMany(architecture => (string[])["--arch", architecture])];
        ToolRun.Of(["lock", "--package", "curl", .. archs, .. made.Sources]).Expect(0);
        return made;
    }

    /// <summary>Packs a package into an architecture's folder.</summary>
    public void Add(string architecture, string name, string version, params string[] more) =>
        Scratch.PackInto($"repository/{architecture}", name, version, ["--arch", architecture, .. more]);

    /// <summary>Takes a package out of an architecture's folder.</summary>
    public void Remove(string architecture, string file) => File.Delete(Path.Combine(Repository, architecture, file));

    /// <summary>Writes the architecture's index anew.</summary>
    public void Index(string architecture) => ToolRun.Of("index", Path.Combine(Repository, architecture), "--key", Scratch.PrivateKey).Expect(0);

    /// <summary>What is locked: <c>name-version</c>, in order.</summary>
    public string Locked(string architecture) => string.Join(' ', LockFileReader.ReadFile(LockFile)!.Find(architecture)!.Packages);

    /// <summary>Text without this test's folder and key.</summary>
    public string Scrub(string text) => text
        .Replace(Scratch.Root, "FOLDER", StringComparison.Ordinal)
        .Replace(LockFileReader.ReadFile(LockFile)!.Repositories[0].Name.Key[..12], "KEY", StringComparison.Ordinal);

    public void Dispose() => Scratch.Dispose();
}
