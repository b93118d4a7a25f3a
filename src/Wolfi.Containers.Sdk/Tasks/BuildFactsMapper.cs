using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Makes plain values of the capturing task's parameters.</summary>
internal static class BuildFactsMapper
{
    public static BuildFacts Map(CapturePublishedApp task)
    {
        (string? hostPackId, string? hostPackVersion, string? hostPackFile) = HostPack(task.HostPacks);
        return new BuildFacts
        {
            ProjectFile = task.ProjectFile,
            AssemblyName = task.AssemblyName,
            TargetName = task.TargetName,
            Version = task.Version,
            TargetFramework = task.TargetFramework,
            RuntimeIdentifier = task.RuntimeIdentifier,
            SelfContained = IsTrue(task.SelfContained),
            SingleFile = IsTrue(task.SingleFile),
            CompressedSingleFile = IsTrue(task.CompressedSingleFile),
            SelfExtracting = task.SelfExtracting.Split(';').Any(IsTrue),
            NativeAot = IsTrue(task.NativeAot),
            Trimmed = IsTrue(task.Trimmed),
            ReadyToRun = IsTrue(task.ReadyToRun),
            InvariantGlobalization = task.InvariantGlobalization.Length == 0 ? null : IsTrue(task.InvariantGlobalization),
            FrameworkReferences = [.. task.FrameworkReferences.Select(item => item.ItemSpec)],
            PublishFolder = ProjectPaths.Folder(task.ProjectFile, task.PublishFolder),
            Published = [.. task.PublishedItems.Select(item => Map(task, item))],
            Bundled = [.. task.BundledItems.Select(item => Map(task, item))],
            NativeInputs = [.. task.NativeInputs.Select(item => Map(task, item))],
            RuntimePackIds = [.. task.RuntimePacks.Select(item => item.GetMetadata("NuGetPackageId")).Where(id => id.Length > 0)],
            HostFiles = Paths(task, task.HostFiles),
            HostPackId = hostPackId,
            HostPackVersion = hostPackVersion,
            HostPackFile = hostPackFile,
            BundleName = task.BundleName,
            PackageFolders = Paths(task, task.PackageFolders),
            DependenciesFile = Existing(task, task.DependenciesFile),
            AssetsFile = Existing(task, task.AssetsFile),
            SourceRevision = NullIfEmpty(task.SourceRevision),
        };
    }

    /// <summary>An absolute path; null for an empty one.</summary>
    public static string? FullPathOrNull(CapturePublishedApp task, string path) => path.Length == 0 ? null : FullPath(task, path);

    private static BuildItem Map(CapturePublishedApp task, ITaskItem item)
    {
        string relative = RelativePaths(item.GetMetadata("RelativePath"));
        return new BuildItem
        {
            FullPath = FullPath(task, item.ItemSpec),
            RelativePath = relative.Length > 0 ? relative : Path.GetFileName(item.ItemSpec),
            PackageId = NullIfEmpty(item.GetMetadata("NuGetPackageId")),
            PackageVersion = NullIfEmpty(item.GetMetadata("NuGetPackageVersion")),
            ReferencedProject = item.GetMetadata("ReferenceSourceTarget") == "ProjectReference"
                ? FullPathOrNull(task, item.GetMetadata("MSBuildSourceProjectFile"))
                : null,
            MadeOf = FullPathOrNull(task, item.GetMetadata("RelatedAsset")),
        };
    }

    private static string RelativePaths(string text)
    {
        string path = text.Replace('\\', '/').TrimStart('/');
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        return path;
    }

    // The pack's path is …/ID/VERSION/runtimes/RID/native/apphost, whether it came with the SDK or from NuGet.
    private static (string? Id, string? Version, string? File) HostPack(ITaskItem[] packs) =>
        packs.Select(item => item.GetMetadata("Path")).Select(path => (Path: path, Parts: path.Split('/', '\\')))
            .FirstOrDefault(pack => pack.Parts.Length > 6 && pack.Parts[^4] == "runtimes") is { Path: not null } found
            ? (found.Parts[^6], found.Parts[^5], Path.GetFullPath(found.Path))
            : (null, null, null);

    private static string? Existing(CapturePublishedApp task, string path) => FullPathOrNull(task, path) is { } file && File.Exists(file) ? file : null;

    private static ImmutableArray<string> Paths(CapturePublishedApp task, string list) =>
        [.. list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(path => FullPath(task, path))];

    private static string FullPath(CapturePublishedApp task, string path) => ProjectPaths.Full(task.ProjectFile, path);

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
