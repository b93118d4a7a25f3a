using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd.Matrix;

/// <summary>A sample published in one mode, and its image: made once for all tests.</summary>
internal sealed record MatrixImage(MatrixSample Sample, Project Project, IReadOnlyList<string> Arguments, LayoutImage Image)
{
    private static readonly ConcurrentDictionary<(string Sample, string Mode), Lazy<Task<MatrixImage>>> Made = new();
    private static readonly Lazy<Task<byte[]>> NativeAsset = new(CompileAsync);

    public static Task<MatrixImage> MadeAsync(string sample, string mode) =>
        Made.GetOrAdd((sample, mode), _ => new(() => MakeAsync(MatrixSample.Named(sample), MatrixMode.Named(mode)))).Value;

    /// <summary>Makes another image of what was published, with other properties.</summary>
    /// <returns>What the build said, and the image's layout.</returns>
    public async Task<(CommandResult Result, string Layout)> MakeAnotherAsync(string name, params IEnumerable<string> properties) =>
        (await Project.PublishAsync(name, [.. Arguments, "--no-build", .. properties]), Project.LayoutPath(name));

    private static async Task<MatrixImage> MakeAsync(MatrixSample sample, MatrixMode mode)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(SharedData.RepositoryRoot, "tests", "EndToEnd", "Apps", $"{sample.Name}.cs"));
        Project project = await Project.WriteAsync($"{sample.Name}-{mode.Name}", ("App.csproj", sample.ProjectFile), ("Program.cs", source));
        if (sample.HasNativeAsset)
        {
            await File.WriteAllBytesAsync(Path.Combine(project.Folder, "libdemo.so"), await NativeAsset.Value);
        }

        if (sample.HasServerKey)
        {
            using TestAuthority authority = new();
            using X509Certificate2 certificate = authority.Issue("127.0.0.1");
            string key = Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12));
            await File.WriteAllTextAsync(Path.Combine(project.Folder, "authority.pem"), authority.Pem);
            await File.WriteAllTextAsync(Path.Combine(project.Folder, "Key.cs"), $"internal static class ServerKey\n{{\n    public const string Pkcs12 = \"{key}\";\n}}\n");
        }

        LayoutImage image = await project.PublishImageAsync("layout", mode.Arguments);
        return new MatrixImage(sample, project, mode.Arguments, image);
    }

    // Without zlib's headers and links for compilers, which a machine with zlib itself need not have.
    private static async Task<byte[]> CompileAsync()
    {
        string source = Path.Combine(SharedData.RepositoryRoot, "tests", "EndToEnd", "Apps", "demo.cpp");
        string library = Run.NewPath("libdemo.so");
        (await Commands.RunAsync(Run.Folder, [], Tools.Find("g++"), "-shared", "-fPIC", "-O2", "-o", library, source, "-l:libz.so.1")).Succeeded();
        return await File.ReadAllBytesAsync(library);
    }
}
