using System.Collections.Immutable;

namespace Wolfi.Containers.Apps;

/// <summary>Tells where an item's file came from: by what the item says, else by where the file lies.</summary>
internal sealed class SourceFinder
{
    // The native compiler's own framework, from .NET 10 on: the build has no item that names the package.
    private const string NativeRuntimePack = "Microsoft.NETCore.App.Runtime.NativeAOT.";

    private readonly BuildFacts _facts;
    private readonly ImmutableHashSet<string> _runtimePacks;
    private readonly ImmutableHashSet<string> _hosts;
    private readonly ImmutableArray<string> _packageFolders;
    private readonly ImmutableArray<string> _referencedFolders;
    private readonly string _projectFolder;

    public SourceFinder(BuildFacts facts)
    {
        _facts = facts;
        _runtimePacks = facts.RuntimePackIds.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        _hosts = facts.HostFiles.ToImmutableHashSet(StringComparer.Ordinal);
        _packageFolders = [.. facts.PackageFolders.Select(WithSeparator).Distinct(StringComparer.Ordinal)];
        _projectFolder = WithSeparator(Path.GetDirectoryName(facts.ProjectFile) ?? "");
        _referencedFolders =
            [.. facts.Published.Concat(facts.Bundled).Concat(facts.NativeInputs)
                .Select(item => item.ReferencedProject)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(project => WithSeparator(Path.GetDirectoryName(project) ?? ""))];
    }

    public FileOrigin Find(BuildItem item)
    {
        if (_hosts.Contains(item.FullPath))
        {
            return new FileOrigin(FileSource.RuntimePack, _facts.HostPackId, _facts.HostPackVersion);
        }

        if (!string.IsNullOrEmpty(item.PackageId))
        {
            return OfPackage(item.PackageId, item.PackageVersion);
        }

        if (!string.IsNullOrEmpty(item.ReferencedProject))
        {
            return new FileOrigin(FileSource.ProjectReference, null, null);
        }

        string original = item.MadeOf is { Length: > 0 } made ? made : item.FullPath;
        if (PackageOf(original) is { } package)
        {
            return OfPackage(package.Id, package.Version);
        }

        bool referenced = !IsBelow(original, _projectFolder) && _referencedFolders.Any(folder => IsBelow(original, folder));
        return new FileOrigin(referenced ? FileSource.ProjectReference : FileSource.Project, null, null);
    }

    private FileOrigin OfPackage(string id, string? version) =>
        new(_runtimePacks.Contains(id) || id.StartsWith(NativeRuntimePack, StringComparison.OrdinalIgnoreCase) ? FileSource.RuntimePack : FileSource.NuGet, id, string.IsNullOrEmpty(version) ? null : version);

    // A package folder holds ID/VERSION/…, both in lower case.
    private (string Id, string Version)? PackageOf(string path)
    {
        foreach (string folder in _packageFolders)
        {
            if (IsBelow(path, folder)
                && path[folder.Length..].Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) is [{ Length: > 0 } id, { Length: > 0 } version, _, ..])
            {
                return (id, version);
            }
        }

        return null;
    }

    private static bool IsBelow(string path, string folder) => folder.Length > 1 && path.StartsWith(folder, StringComparison.Ordinal);

    private static string WithSeparator(string folder) => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
}
