using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Plans;

/// <summary>
/// The file system that the layers of packages make together. Layers are applied verbatim, so whatever a runtime would
/// resolve in a surprising way (a link hidden by a directory, a file hidden by another package's) is an error here.
/// </summary>
internal sealed class RootFileSystem
{
    private const int MaximumLinks = 40;

    private readonly Dictionary<string, Owned> _entries = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Owner, string Path), bool> _lost = [];

    private string? _baseLayout;

    /// <summary>An entry and the package that has it last.</summary>
    public sealed record Owned(PackageEntry Entry, LayerOwner Owner);

    /// <summary>Adds one package's entries on top of what is there.</summary>
    /// <exception cref="WolfiException">The entries can't stand as a layer of their own above the others.</exception>
    public void Add(LayerOwner owner, ImmutableArray<PackageEntry> entries)
    {
        // There is one base layout: what else says that it is, is none.
        bool isBaseLayout = owner.IsBaseLayout && (_baseLayout ??= owner.Name) == owner.Name;
        foreach (PackageEntry entry in entries)
        {
            if (!isBaseLayout && IsProtected(entry, owner))
            {
                throw ImageErrors.ProtectedPath.Fail(owner.Title, entry.Path);
            }

            RefuseLinkedParents(owner, entry.Path);
            if (_entries.TryGetValue(entry.Path, out Owned? below) && below.Owner != owner)
            {
                Overlay(below, entry, owner);
            }

            _entries[entry.Path] = new Owned(entry, owner);
        }
    }

    /// <summary>The paths of all entries.</summary>
    public IEnumerable<string> Paths => _entries.Keys;

    /// <summary>The entry at exactly that path, or null.</summary>
    public Owned? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>Whether a package's file was taken over by a later package.</summary>
    public bool IsLost(LayerOwner owner, string path) => _lost.ContainsKey((owner.Name, path));

    /// <summary>
    /// The path that <paramref name="path"/> stands for once links in its parents (and, on request, at its end) are followed,
    /// inside the root only; null when the links do not end.
    /// </summary>
    public string? Resolve(string path, bool followLast)
    {
        LinkedList<string> rest = new(path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        List<string> done = [];
        int links = 0;
        while (rest.First is { } first)
        {
            rest.RemoveFirst();
            switch (first.Value)
            {
                case ".":
                    continue;
                case "..":
                    if (done.Count > 0)
                    {
                        done.RemoveAt(done.Count - 1);
                    }

                    continue;
            }

            done.Add(first.Value);
            if ((rest.Count > 0 || followLast)
                && Find(string.Join('/', done))?.Entry is { Kind: PackageEntryKind.SymbolicLink, LinkTarget: { } target })
            {
                if (++links > MaximumLinks)
                {
                    return null;
                }

                if (target.StartsWith('/'))
                {
                    done.Clear();
                }
                else
                {
                    done.RemoveAt(done.Count - 1);
                }

                foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    rest.AddFirst(part);
                }
            }
        }

        return string.Join('/', done);
    }

    private void RefuseLinkedParents(LayerOwner owner, string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            string parent = path[..slash];
            if (Find(parent) is { Entry.Kind: not PackageEntryKind.Directory } link)
            {
                throw ImageErrors.ThroughLink.Fail(owner.Title, path, parent, link.Owner.Title);
            }
        }
    }

    private void Overlay(Owned below, PackageEntry entry, LayerOwner owner)
    {
        bool directoryBelow = below.Entry.Kind == PackageEntryKind.Directory;
        if (directoryBelow && entry.Kind == PackageEntryKind.Directory)
        {
            if ((below.Entry.Mode, below.Entry.Uid, below.Entry.Gid) != (entry.Mode, entry.Uid, entry.Gid))
            {
                throw ImageErrors.DirectoryDiffers.Fail(owner.Title, entry.Path, Describe(entry), below.Owner.Title, Describe(below.Entry));
            }

            return;
        }

        if (directoryBelow || entry.Kind == PackageEntryKind.Directory)
        {
            throw ImageErrors.ThroughLink.Fail(owner.Title, entry.Path, entry.Path, below.Owner.Title);
        }

        if (WhyNotTakenOver(below.Owner, owner) is { } reason)
        {
            throw ImageErrors.Overlap.Fail(below.Owner.Title, owner.Title, entry.Path, reason);
        }

        _lost[(below.Owner.Name, entry.Path)] = true;
    }

    // The later layer wins in a container, so whoever must win by apk's rules must also be later.
    private static string? WhyNotTakenOver(LayerOwner earlier, LayerOwner later)
    {
        if (later.IsTeam)
        {
            return "the app's packages may not take over files";
        }

        bool laterReplaces = later.Replaces(earlier);
        bool earlierReplaces = earlier.Replaces(later);
        if (laterReplaces && earlierReplaces)
        {
            return later.Info.ReplacesPriority >= earlier.Info.ReplacesPriority
                ? null
                : $"both replace each other while {earlier.Title}, which comes first, has the higher priority";
        }

        if (earlierReplaces)
        {
            return $"{earlier.Title} replaces the other but comes first in install order";
        }

        if (!later.MayTouch(earlier))
        {
            return $"{later.Title} may not take over files of packages that the rules of its repository do not cover";
        }

        bool sameOrigin = later.Info.Origin.Length > 0 && later.Info.Origin == earlier.Info.Origin;
        return laterReplaces || sameOrigin ? null : "neither replaces the other";
    }

    private static bool IsProtected(PackageEntry entry, LayerOwner owner)
    {
        if (entry.Kind == PackageEntryKind.Directory)
        {
            return (entry.Mode & FileModes.WorldWritable) != 0;
        }

        return entry.Path switch
        {
            "etc/passwd" or "etc/group" or "etc/shadow" or "etc/gshadow" or "etc/os-release" or "usr/lib/os-release" or "etc/ld.so.preload" or "etc/ld.so.cache" => true,
            "etc/wolfi-containers.json" or "etc/apk/world" or "etc/apk/repositories" or "etc/apk/arch" => true,
            _ => entry.Path.StartsWith("usr/lib/apk/db/", StringComparison.Ordinal)
                || entry.Path.StartsWith("lib/apk/db/", StringComparison.Ordinal)
                || entry.Path.StartsWith("usr/lib/wolfi-containers/", StringComparison.Ordinal)
                || (entry.Path.StartsWith("etc/apk/keys/", StringComparison.Ordinal) && owner.Name != "wolfi-keys"),
        };
    }

    private static string Describe(PackageEntry entry) => $"{FileModes.Octal(entry.Mode)} {entry.Uid}:{entry.Gid}";
}
