using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Tests.Needs;

/// <summary>Makes published apps: a record, and where contents are given, the files of its publish folder.</summary>
public sealed class AppBuilder
{
    public const string ConsoleConfiguration =
        """{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""";

    public const string WebConfiguration =
        """
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "frameworks": [
              { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
              { "name": "Microsoft.AspNetCore.App", "version": "10.0.0" }
            ],
            "configProperties": { "System.GC.Server": true }
          }
        }
        """;

    public const string SelfContainedConfiguration =
        """{ "runtimeOptions": { "tfm": "net10.0", "includedFrameworks": [ { "name": "Microsoft.NETCore.App", "version": "10.0.12" } ] } }""";

    private readonly List<PublishedFile> _files = [];

    public string Name { get; init; } = "demo";
    public string Version { get; init; } = "1.0.0";
    public string RuntimeIdentifier { get; init; } = "linux-x64";
    public bool SelfContained { get; init; }
    public bool SingleFile { get; init; }
    public bool NativeAot { get; init; }
    public bool? Invariant { get; init; }
    public string? Configuration { get; init; }
    public string Folder { get; init; } = "/publish";
    public ImmutableArray<PublishedFile> Inputs { get; init; } = [];

    public AppBuilder Add(string path, byte[] content, FileSource source = FileSource.Project, string? package = null, string? version = null, int? mode = null)
    {
        string full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        if (mode is { } bits && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(full, (UnixFileMode)bits);
        }

        return Name_only(path, source, package, version);
    }

    public AppBuilder Add(string path, string content, FileSource source = FileSource.Project, string? package = null, string? version = null) =>
        Add(path, Encoding.UTF8.GetBytes(content), source, package, version);

    public AppBuilder Name_only(string path, FileSource source = FileSource.Project, string? package = null, string? version = null)
    {
        _files.Add(new PublishedFile { RelativePath = path, FullPath = Path.Combine(Folder, path), Source = source, PackageId = package, PackageVersion = version });
        return this;
    }

    public PublishedApp Build() => new()
    {
        AssemblyName = Name,
        Version = Version,
        TargetFramework = "net10.0",
        RuntimeIdentifier = RuntimeIdentifier,
        SelfContained = SelfContained,
        SingleFile = SingleFile,
        NativeAot = NativeAot,
        InvariantGlobalization = Invariant,
        PublishFolder = Folder,
        Files = [.. _files.OrderBy(file => file.RelativePath, StringComparer.Ordinal)],
        Inputs = Inputs,
        RuntimeConfiguration = Configuration,
    };
}
