using System.Collections.Immutable;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// What a build looks at to see whether a NuGet package's archive is still the one that it read: the archive's own directory, not its times, and not all of
/// its bytes, since every build that has nothing to do asks.
/// </summary>
internal static class ArchiveDirectories
{
    private const string Missing = "missing";
    private const string Damaged = "damaged";

    /// <summary>A line for each package that a file of the app or an input is from, ordered by name.</summary>
    public static ImmutableArray<string> Of(PublishedApp app, CancellationToken cancellationToken)
    {
        PackageName[] names =
        [
            .. app.Files.Concat(app.Inputs).Where(file => file.PackageId is not null)
                .Select(file => PackageName.Of(file.PackageId!, file.PackageVersion))
                .DistinctBy(name => name.Key, StringComparer.Ordinal)
                .OrderBy(name => name.Key, StringComparer.Ordinal),
        ];
        string[] lines = new string[names.Length];
        Parallel.For(0, names.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => lines[i] = $"{names[i].Key} {Of(names[i], app.PackageFolders)}");
        return [.. lines];
    }

    private static string Of(PackageName name, ImmutableArray<string> folders)
    {
        string? archive = name.IsPlain ? folders.Select(folder => Path.Combine(name.FolderIn(folder), name.ArchiveName)).FirstOrDefault(File.Exists) : null;
        if (archive is null)
        {
            return Missing;
        }

        try
        {
            using FileStream stream = new(archive, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return ArchiveContentHash.OfDirectory(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Damaged;
        }
    }
}
