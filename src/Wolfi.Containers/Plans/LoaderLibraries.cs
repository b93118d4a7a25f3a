using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Plans;

/// <summary>
/// Refuses two packages that have a library of one name in folders where the loader looks: which one a program gets would be
/// decided by the order of folders, not by the resolution.
/// </summary>
internal static class LoaderLibraries
{
    private const string Configuration = "etc/ld.so.conf";
    private const string ConfigurationFolder = "etc/ld.so.conf.d/";
    private const string Variants = "/glibc-hwcaps/";

    private static readonly ImmutableArray<string> DefaultFolders = ["lib", "usr/lib", "lib64", "usr/lib64", "usr/local/lib", "usr/local/lib64"];

    /// <summary>Whether the package file tells the loader where to look.</summary>
    public static bool IsConfiguration(string path) => path == Configuration || path.StartsWith(ConfigurationFolder, StringComparison.Ordinal);

    /// <summary>Checks the packages' libraries; packages of one origin and repository may have variants of their own.</summary>
    /// <exception cref="WolfiException"><see cref="ResolutionErrors.LibraryTwice"/>.</exception>
    public static void Check(RootFileSystem root, ImmutableDictionary<string, ImmutableArray<byte>> packageFiles)
    {
        HashSet<string> folders = [.. DefaultFolders.Concat(Configured(packageFiles)).Select(folder => root.Resolve(folder, followLast: true)).OfType<string>()];
        Dictionary<string, RootFileSystem.Owned> libraries = new(StringComparer.Ordinal);
        foreach (string path in root.Paths.Order(StringComparer.Ordinal))
        {
            int slash = path.LastIndexOf('/');
            if (slash < 0 || !IsLibrary(path.AsSpan(slash + 1)) || !folders.Contains(FolderOf(path[..slash])))
            {
                continue;
            }

            RootFileSystem.Owned owned = root.Find(path)!;
            if (!libraries.TryAdd(path[(slash + 1)..], owned) && libraries[path[(slash + 1)..]] is { } other && !other.Owner.IsSibling(owned.Owner))
            {
                throw ResolutionErrors.LibraryTwice.Fail(other.Owner.Title, owned.Owner.Title, path[(slash + 1)..], other.Entry.Path, path);
            }
        }
    }

    // Where a processor allows it, variants in these folders come before the library itself.
    private static string FolderOf(string folder) => folder.IndexOf(Variants, StringComparison.Ordinal) is > 0 and var at ? folder[..at] : folder;

    private static bool IsLibrary(ReadOnlySpan<char> name) => name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal);

    private static IEnumerable<string> Configured(ImmutableDictionary<string, ImmutableArray<byte>> packageFiles)
    {
        foreach ((string path, ImmutableArray<byte> content) in packageFiles)
        {
            if (IsConfiguration(path))
            {
                foreach (string line in Encoding.UTF8.GetString(content.AsSpan()).Split('\n'))
                {
                    string folder = line.Split('#')[0].Trim();
                    if (folder.StartsWith('/'))
                    {
                        yield return folder;
                    }
                }
            }
        }
    }
}
