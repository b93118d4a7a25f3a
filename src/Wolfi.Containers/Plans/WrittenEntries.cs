using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Plans;

/// <summary>Collects the entries of a layer that we write: every parent folder stands before its content, as the root file system has it.</summary>
internal sealed class WrittenEntries(RootFileSystem root)
{
    private readonly SortedDictionary<string, LayerEntry> _entries = new(StringComparer.Ordinal);

    public void AddFile(string path, int mode, byte[] content, int uid = 0, int gid = 0)
    {
        AddParents(path);
        _entries[path] = LayerEntry.File(path, mode, content) with { Uid = uid, Gid = gid };
    }

    public void AddFile(string path, int mode, long size, Func<Stream> open, int uid, int gid)
    {
        AddParents(path);
        _entries[path] = LayerEntry.File(path, mode, size, open) with { Uid = uid, Gid = gid };
    }

    public void AddDirectory(string path, int mode, int uid, int gid)
    {
        AddParents(path);
        _entries[path] = LayerEntry.Directory(path, mode) with { Uid = uid, Gid = gid };
    }

    public bool Contains(string path) => _entries.ContainsKey(path);

    public ImmutableArray<LayerEntry> ToImmutable() => [.. _entries.Values];

    private void AddParents(string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            string parent = path[..slash];
            if (!_entries.ContainsKey(parent))
            {
                PackageEntry? known = root.Find(parent)?.Entry;
                _entries[parent] = LayerEntry.Directory(parent, known?.Mode ?? FileModes.Directory) with { Uid = known?.Uid ?? 0, Gid = known?.Gid ?? 0 };
            }
        }
    }
}
