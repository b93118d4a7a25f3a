using System.Globalization;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>Everything below <see cref="Surroundings.Root"/> at one moment: kinds, sizes, modes, links and times.</summary>
internal sealed class Snapshot
{
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    private Snapshot()
    {
    }

    public static Snapshot Take()
    {
        Snapshot snapshot = new();
        snapshot.Add(new DirectoryInfo(Surroundings.Root));
        return snapshot;
    }

    /// <summary>Fails unless all is as it was, but for what is below the allowed folders. A folder's time tells even of what was there for a moment only.</summary>
    /// <param name="allowed">Folders that may change.</param>
    public void AssertUnchangedBut(params IReadOnlyCollection<string> allowed)
    {
        Snapshot now = Take();
        string[] changed = [.. _entries.Keys.Union(now._entries.Keys, StringComparer.Ordinal)
            .Where(path => _entries.GetValueOrDefault(path) != now._entries.GetValueOrDefault(path))
            .Where(path => !allowed.Any(folder => IsBelow(path, folder) || (path == Path.GetDirectoryName(folder) && IsFolder(path, now))))
            .Select(path => $"{path}: {_entries.GetValueOrDefault(path) ?? "nothing"} -> {now._entries.GetValueOrDefault(path) ?? "nothing"}")];
        Assert.IsEmpty(changed, $"Written outside of the build's own folders:\n{string.Join('\n', changed)}");
    }

    private bool IsFolder(string path, Snapshot now) => _entries.ContainsKey(path) && now._entries[path].StartsWith("folder", StringComparison.Ordinal);

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void Add(DirectoryInfo folder)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            string kind = entry.LinkTarget is { } target ? $"link to {target}"
                : entry is FileInfo file ? string.Create(CultureInfo.InvariantCulture, $"file of {file.Length} bytes")
                : "folder";
            string mode = OperatingSystem.IsWindows() || entry.LinkTarget is not null ? "" : $", {entry.UnixFileMode}";
            _entries[entry.FullName] = string.Create(CultureInfo.InvariantCulture, $"{kind}{mode}, written at {entry.LastWriteTimeUtc:O}");
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                Add(below);
            }
        }
    }
}
