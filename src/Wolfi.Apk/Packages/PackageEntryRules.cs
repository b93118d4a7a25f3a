using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>
/// What the entries of one package's data member may be. Everything else is refused, never skipped: readers differ in what they
/// silently leave out, and what one of them hides another installs. Entries come in the order of the stream.
/// </summary>
internal sealed class PackageEntryRules(string input)
{
    private const int SetUserId = 0b100_000_000_000, SetGroupId = 0b010_000_000_000, Sticky = 0b001_000_000_000;
    private const int WorldWritable = 0b010, AllModeBits = 0b111_111_111_111;
    private readonly Dictionary<string, PackageEntry> _seen = new(StringComparer.Ordinal);

    /// <summary>The entry as a value, if it is one that a package may have at this place.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.ForbiddenEntry"/> or <see cref="ApkFault.MalformedTar"/>, naming the entry.</exception>
    public PackageEntry Accept(TarEntry raw)
    {
        PackageEntryKind kind = KindOf(raw);
        string path = kind == PackageEntryKind.Directory && raw.Path.EndsWith('/') ? raw.Path[..^1] : raw.Path;
        if (PackagePaths.FindFault(path) is string fault)
        {
            throw Forbidden(raw, fault);
        }

        PackageEntry entry = new()
        {
            Path = path,
            Kind = kind,
            Mode = raw.Mode,
            Uid = Identity(raw, raw.Uid, "user"),
            Gid = Identity(raw, raw.Gid, "group"),
            Size = kind == PackageEntryKind.File ? raw.Size : 0,
            ModificationTime = raw.ModificationTime is >= 0 and <= Limits.ModificationTime
                ? raw.ModificationTime
                : throw Forbidden(raw, $"has the modification time {raw.ModificationTime.ToString(CultureInfo.InvariantCulture)}, which not every reader can hold"),
            LinkTarget = kind is PackageEntryKind.SymbolicLink or PackageEntryKind.HardLink ? raw.LinkPath : null,
            Sha1 = PackageEntryRecords.Sha1(raw, input),
            ExtendedAttributes = PackageEntryRecords.ExtendedAttributes(raw, input),
        };
        CheckMode(raw, entry);
        CheckPlace(raw, entry);
        CheckLink(raw, entry);
        _seen.Add(path, entry);
        return entry;
    }

    private PackageEntryKind KindOf(TarEntry raw)
    {
        if (raw.TypeFlag == TarTypes.File && raw.Size >= Limits.FileSize)
        {
            throw Forbidden(raw, "has 8 GiB or more, which package tools can't read");
        }

        return raw.TypeFlag switch
        {
            TarTypes.File => PackageEntryKind.File,
            TarTypes.Directory => PackageEntryKind.Directory,
            TarTypes.SymbolicLink => PackageEntryKind.SymbolicLink,
            TarTypes.HardLink => PackageEntryKind.HardLink,
            _ => throw Forbidden(raw, $"is {TarTypes.Describe(raw.TypeFlag)}, which no package may have"),
        };
    }

    private int Identity(TarEntry raw, long number, string what) =>
        number is >= 0 and < int.MaxValue ? (int)number : throw Forbidden(raw, $"has the {what} number {number.ToString(CultureInfo.InvariantCulture)}, which is out of bounds");

    private void CheckMode(TarEntry raw, PackageEntry entry)
    {
        if ((entry.Mode & ~AllModeBits) != 0)
        {
            throw Forbidden(raw, "has a mode with bits beyond permissions");
        }

        if (entry.Kind == PackageEntryKind.SymbolicLink)
        {
            return;
        }

        bool scratch = entry.Kind == PackageEntryKind.Directory && entry.Path is "tmp" or "var/tmp";
        string mode = Convert.ToString(entry.Mode, 8);
        if ((entry.Mode & (SetUserId | SetGroupId)) != 0)
        {
            throw Forbidden(raw, $"is setuid or setgid (mode {mode})");
        }

        if ((entry.Mode & Sticky) != 0 && !scratch)
        {
            throw Forbidden(raw, $"has the sticky bit (mode {mode}), which only /tmp and /var/tmp may have");
        }

        if ((entry.Mode & WorldWritable) != 0 && !(scratch && (entry.Mode & Sticky) != 0))
        {
            throw Forbidden(raw, $"is writable by everybody (mode {mode})");
        }
    }

    private void CheckPlace(TarEntry raw, PackageEntry entry)
    {
        if (_seen.ContainsKey(entry.Path))
        {
            throw Forbidden(raw, "is there twice");
        }

        string parent = PackagePaths.Parent(entry.Path);
        if (parent.Length == 0)
        {
            return;
        }

        if (!_seen.TryGetValue(parent, out PackageEntry? holder))
        {
            throw Forbidden(raw, $"comes without an earlier entry for its directory '{TarText.Printable(parent)}'");
        }

        if (holder.Kind != PackageEntryKind.Directory)
        {
            string what = holder.Kind == PackageEntryKind.SymbolicLink ? "a symbolic link" : "a file";
            throw Forbidden(raw, $"would be written through '{TarText.Printable(parent)}', which is {what} of the same package");
        }
    }

    private void CheckLink(TarEntry raw, PackageEntry entry)
    {
        if (raw.HasGnuLongLink && Encoding.UTF8.GetByteCount(raw.LinkPath) > 100)
        {
            throw Forbidden(raw, "has a target of more than 100 bytes in a GNU long-link entry, which package tools cut off");
        }

        if (entry.Kind == PackageEntryKind.SymbolicLink)
        {
            if (PackagePaths.FindTargetFault(raw.LinkPath) is string fault)
            {
                throw Forbidden(raw, fault);
            }

            CheckChecksum(entry, Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(raw.LinkPath))), "its target");
        }
        else if (entry.Kind == PackageEntryKind.HardLink)
        {
            CheckHardLink(raw, entry);
        }
        else if (raw.LinkPath.Length > 0)
        {
            throw Forbidden(raw, "has a link's target and is none");
        }
    }

    private void CheckHardLink(TarEntry raw, PackageEntry entry)
    {
        if (!_seen.TryGetValue(raw.LinkPath, out PackageEntry? target) || target.Kind != PackageEntryKind.File)
        {
            throw Forbidden(raw, $"is a hard link to '{TarText.Printable(raw.LinkPath)}', which is no earlier file of the package");
        }

        if (target.Mode != entry.Mode || target.Uid != entry.Uid || target.Gid != entry.Gid)
        {
            throw Forbidden(raw, $"is a hard link whose mode or owner differs from those of '{TarText.Printable(target.Path)}'");
        }

        if (FileCapabilities.Has(target))
        {
            throw Forbidden(raw, $"is a hard link to '{TarText.Printable(target.Path)}', which has capabilities: a second name of it would have them too");
        }

        CheckChecksum(entry, target.Sha1, "the file that it is a hard link to");
    }

    private void CheckChecksum(PackageEntry entry, string? expected, string what)
    {
        if (entry.Sha1 is not null && entry.Sha1 != expected)
        {
            throw new ApkException(ApkFault.FileChecksumMismatch, $"{input}: '{TarText.Printable(entry.Path)}' has another checksum than {what}.");
        }
    }

    private ApkException Forbidden(TarEntry raw, string what) =>
        new(ApkFault.ForbiddenEntry, $"{input}: the entry '{TarText.Printable(raw.Path)}' at offset {raw.Offset} of the data {what}.");
}
