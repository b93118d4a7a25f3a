using System.Collections.Immutable;

namespace Wolfi.Containers.Apps;

/// <summary>Puts together what lies in the publish folder and what the build knows about it.</summary>
public static class AppCapture
{
    /// <summary>Describes the app.</summary>
    /// <param name="facts">What the build knows.</param>
    /// <param name="files">Paths of all files below the publish folder, with forward slashes.</param>
    public static CapturedApp Capture(BuildFacts facts, ImmutableArray<string> files)
    {
        ArgumentNullException.ThrowIfNull(facts);
        SourceFinder sources = new(facts);
        Dictionary<string, BuildItem> items = new(StringComparer.Ordinal);
        foreach (BuildItem item in facts.Published)
        {
            items[item.RelativePath] = item;
        }

        ImmutableArray<PublishedFile> published =
            [.. files.Order(StringComparer.Ordinal)
                .Where(path => !IsHostOfThisMachine(items.GetValueOrDefault(path), facts))
                .Select(path => Describe(path, Path.Combine(facts.PublishFolder, path), items.GetValueOrDefault(path), facts, sources))];
        return new CapturedApp(
            ToApp(facts, WithDependenciesFile(published, facts), Inputs(facts, sources)),
            [.. published.Where(file => file.Source == FileSource.Unknown).Select(file => file.RelativePath)]);
    }

    // A portable app gets the host of the machine that builds it: in an image, where dotnet starts the assembly, it would only make
    // images of one app differ, or hold a program for another processor or system.
    private static bool IsHostOfThisMachine(BuildItem? item, BuildFacts facts) =>
        item is not null && facts.RuntimeIdentifier.Length == 0 && facts.HostFiles.Contains(item.FullPath, StringComparer.Ordinal);

    private static PublishedFile Describe(string path, string fullPath, BuildItem? item, BuildFacts facts, SourceFinder sources)
    {
        FileOrigin origin = item is not null ? sources.Find(item)
            : SdkWrittenFiles.Includes(path, facts) ? new FileOrigin(FileSource.Project, null, null)
            : new FileOrigin(FileSource.Unknown, null, null);
        return new PublishedFile
        {
            RelativePath = path,
            FullPath = fullPath,
            Source = origin.Source,
            PackageId = origin.PackageId,
            PackageVersion = origin.PackageVersion,
            Origin = item is null ? null : facts.HostFiles.Contains(item.FullPath, StringComparer.Ordinal) ? facts.HostPackFile : item.FullPath,
        };
    }

    // A bundle hides its deps.json and native code has none: beside the program it still tells scanners which packages the app is made of.
    private static ImmutableArray<PublishedFile> WithDependenciesFile(ImmutableArray<PublishedFile> files, BuildFacts facts)
    {
        string path = facts.TargetName + ".deps.json";
        return facts.DependenciesFile is { } source && (facts.SingleFile || facts.NativeAot) && !files.Any(file => file.RelativePath == path)
            ? [.. files.Append(new PublishedFile { RelativePath = path, FullPath = source, Substituted = true, Origin = source, Source = FileSource.Project })
                .OrderBy(file => file.RelativePath, StringComparer.Ordinal)]
            : files;
    }

    private static ImmutableArray<PublishedFile> Inputs(BuildFacts facts, SourceFinder sources) =>
        [.. (facts.NativeAot ? facts.NativeInputs : facts.Bundled)
            .DistinctBy(item => item.FullPath, StringComparer.Ordinal)
            .Select(item => Describe(item.RelativePath, item.FullPath, item, facts, sources))
            .OrderBy(file => file.RelativePath, StringComparer.Ordinal)
            .ThenBy(file => file.FullPath, StringComparer.Ordinal)];

    private static PublishedApp ToApp(BuildFacts facts, ImmutableArray<PublishedFile> files, ImmutableArray<PublishedFile> inputs) => new()
    {
        AssemblyName = facts.AssemblyName,
        Version = facts.Version,
        TargetFramework = facts.TargetFramework,
        RuntimeIdentifier = facts.RuntimeIdentifier,
        SelfContained = facts.SelfContained || facts.NativeAot,
        SingleFile = facts.SingleFile && !facts.NativeAot,
        CompressedSingleFile = facts.CompressedSingleFile && facts.SingleFile && !facts.NativeAot,
        SelfExtracting = facts.SelfExtracting && facts.SingleFile && !facts.NativeAot,
        NativeAot = facts.NativeAot,
        Trimmed = facts.Trimmed,
        ReadyToRun = facts.ReadyToRun,
        InvariantGlobalization = facts.InvariantGlobalization,
        FrameworkReferences = [.. facts.FrameworkReferences.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)],
        PublishFolder = facts.PublishFolder,
        Files = files,
        Inputs = inputs,
        DependenciesFile = facts.DependenciesFile,
        AssetsFile = facts.AssetsFile,
        PackageFolders = [.. facts.PackageFolders.Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal)],
        RuntimeConfiguration = facts.RuntimeConfiguration,
        SourceRevision = facts.SourceRevision,
    };
}
