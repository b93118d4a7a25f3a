using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>The libraries that an app ships, and the loader's way to them.</summary>
internal sealed class AppLibraries
{
    private readonly FrozenSet<string> _paths;
    private readonly FrozenDictionary<string, string> _names;

    public AppLibraries(ImmutableArray<NativeFile> files)
    {
        _paths = files.Select(file => file.File.RelativePath).ToFrozenSet(StringComparer.Ordinal);
        _names = files
            .SelectMany(file => new[] { file.Elf.Soname, NameOf(file.File.RelativePath) }.OfType<string>().Select(name => (Name: name, file.File.RelativePath)))
            .GroupBy(pair => pair.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.RelativePath).Min(StringComparer.Ordinal)!, StringComparer.Ordinal);
    }

    /// <summary>Where the app ships the library that <paramref name="file"/> needs; null when it must come from the image.</summary>
    public string? Find(NativeFile file, string library)
    {
        // The C library belongs to the loader, which is the image's.
        if (NeedRules.Groups.TryGetValue(library, out string? group) && group == NeedRules.Libc)
        {
            return null;
        }

        if (FindOnRunPath(file, library) is { } path)
        {
            return path;
        }

        // Off the run path the loader takes a library only once something has loaded it, which the runtime does for the app's own
        // names, but nothing does for a library that is usually the system's.
        return group is null ? _names.GetValueOrDefault(library) : null;
    }

    private string? FindOnRunPath(NativeFile file, string library)
    {
        string folder = FolderOf(file.File.RelativePath);
        foreach (string entry in file.Elf.RunPath.IsEmpty ? file.Elf.RPath : file.Elf.RunPath)
        {
            if (Expand(entry, folder) is { } searched && _paths.Contains(searched.Length == 0 ? library : $"{searched}/{library}"))
            {
                return searched.Length == 0 ? library : $"{searched}/{library}";
            }
        }

        return null;
    }

    /// <summary>The folder below the app's own that a search path entry means; null for one elsewhere.</summary>
    private static string? Expand(string entry, string folder)
    {
        string? rest = entry.StartsWith("$ORIGIN", StringComparison.Ordinal) ? entry["$ORIGIN".Length..]
            : entry.StartsWith("${ORIGIN}", StringComparison.Ordinal) ? entry["${ORIGIN}".Length..]
            : null;
        if (rest is null || (rest.Length > 0 && rest[0] != '/'))
        {
            return null;
        }

        List<string> parts = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string part in rest.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and int slash ? path[..slash] : "";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
