using System.Collections.Immutable;

namespace Wolfi.Apk.Packages;

/// <summary>Brings what is to be packed into the order of the stream: every parent there, a walk's order, files before their hard links.</summary>
internal static class PackageContents
{
    private const int DirectoryMode = 0b111_101_101;

    /// <exception cref="ApkException"><see cref="ApkFault.ForbiddenEntry"/>: a path twice, or a hard link to nothing.</exception>
    public static ImmutableArray<PackageContent> Arrange(IReadOnlyList<PackageContent> contents)
    {
        Dictionary<string, PackageContent> byPath = new(StringComparer.Ordinal);
        foreach (PackageContent content in contents)
        {
            if (!byPath.TryAdd(content.Path, content))
            {
                throw new ApkException(ApkFault.ForbiddenEntry, $"'{MessageText.Shorten(content.Path)}' is to be packed twice.");
            }
        }

        AddParents(byPath);
        MakeFilesComeFirst(byPath);
        return [.. byPath.Values.Order(Comparer<PackageContent>.Create((a, b) => PackagePaths.Compare(a.Path, b.Path)))];
    }

    private static void AddParents(Dictionary<string, PackageContent> byPath)
    {
        foreach (string path in byPath.Keys.ToArray())
        {
            for (string parent = PackagePaths.Parent(path); parent.Length > 0 && byPath.TryAdd(parent, PackageContent.Directory(parent, DirectoryMode));)
            {
                parent = PackagePaths.Parent(parent);
            }
        }
    }

    // Of a file and its hard links the one that comes first carries the content.
    private static void MakeFilesComeFirst(Dictionary<string, PackageContent> byPath)
    {
        IGrouping<string, PackageContent>[] groups =
            [.. byPath.Values.Where(c => c.Kind == PackageEntryKind.HardLink).GroupBy(c => c.LinkTarget ?? "", StringComparer.Ordinal)];
        foreach (IGrouping<string, PackageContent> links in groups)
        {
            if (!byPath.TryGetValue(links.Key, out PackageContent? file) || file.Kind != PackageEntryKind.File)
            {
                throw new ApkException(ApkFault.ForbiddenEntry, $"'{MessageText.Shorten(links.First().Path)}' is to be a hard link to '{MessageText.Shorten(links.Key)}', which is no file of the package.");
            }

            PackageContent[] group = [file, .. links];
            string first = group.Select(c => c.Path).Order(Comparer<string>.Create(PackagePaths.Compare)).First();
            PackageContent carrier = file with { Path = first };
            foreach (PackageContent member in group)
            {
                byPath[member.Path] = member.Path == first ? carrier : PackageContent.HardLink(member.Path, carrier);
            }
        }
    }
}
