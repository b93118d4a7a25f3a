using System.Collections.Immutable;
using System.Text;

namespace Wolfi.Apk.Packages;

/// <summary>
/// What reading a package's data member to its end shows: a pure function of the package's bytes, and the costly part of
/// <see cref="ApkPackageReader.Read(Stream, string, CancellationToken)"/>.
/// </summary>
/// <param name="FileSha256">As <see cref="ApkPackage.FileSha256"/>.</param>
/// <param name="DiffId">As <see cref="ApkPackage.DiffId"/>.</param>
/// <param name="DataSize">As <see cref="ApkPackage.DataSize"/>.</param>
/// <param name="Entries">As <see cref="ApkPackage.Entries"/>.</param>
public sealed record PackageFacts(string FileSha256, string DiffId, long DataSize, ImmutableArray<PackageEntry> Entries)
{
    // Changes with the meaning of what is kept: facts in another form are not read.
    private const int Version = 1;

    /// <summary>The facts of a package that was read.</summary>
    public static PackageFacts Of(ApkPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return new PackageFacts(package.FileSha256, package.DiffId, package.DataSize, package.Entries);
    }

    /// <summary>Reads facts back; null when the bytes are no facts of this version.</summary>
    public static PackageFacts? TryParse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            using BinaryReader reader = new(new MemoryStream(bytes, writable: false), Encoding.UTF8);
            if (reader.ReadInt32() != Version)
            {
                return null;
            }

            string fileSha256 = reader.ReadString();
            string diffId = reader.ReadString();
            long dataSize = reader.ReadInt64();
            int count = reader.ReadInt32();
            if (count is < 0 or > Limits.DataEntries)
            {
                return null;
            }

            ImmutableArray<PackageEntry>.Builder entries = ImmutableArray.CreateBuilder<PackageEntry>(count);
            for (int i = 0; i < count; i++)
            {
                entries.Add(ReadEntry(reader));
            }

            return new PackageFacts(fileSha256, diffId, dataSize, entries.MoveToImmutable());
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The facts as bytes.</summary>
    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.UTF8))
        {
            writer.Write(Version);
            writer.Write(FileSha256);
            writer.Write(DiffId);
            writer.Write(DataSize);
            writer.Write(Entries.Length);
            foreach (PackageEntry entry in Entries)
            {
                WriteEntry(writer, entry);
            }
        }

        return stream.ToArray();
    }

    private static void WriteEntry(BinaryWriter writer, PackageEntry entry)
    {
        writer.Write(entry.Path);
        writer.Write((byte)entry.Kind);
        writer.Write(entry.Mode);
        writer.Write(entry.Uid);
        writer.Write(entry.Gid);
        writer.Write(entry.Size);
        writer.Write(entry.ModificationTime);
        writer.Write(entry.LinkTarget ?? "");
        writer.Write(entry.Sha1 ?? "");
        writer.Write(entry.ExtendedAttributes.Count);
        foreach ((string name, string value) in entry.ExtendedAttributes)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    private static PackageEntry ReadEntry(BinaryReader reader)
    {
        PackageEntry entry = new()
        {
            Path = reader.ReadString(),
            Kind = (PackageEntryKind)reader.ReadByte(),
            Mode = reader.ReadInt32(),
            Uid = reader.ReadInt32(),
            Gid = reader.ReadInt32(),
            Size = reader.ReadInt64(),
            ModificationTime = reader.ReadInt64(),
            LinkTarget = reader.ReadString() is { Length: > 0 } target ? target : null,
            Sha1 = reader.ReadString() is { Length: > 0 } sha1 ? sha1 : null,
        };
        int attributes = reader.ReadInt32();
        ImmutableSortedDictionary<string, string> found = entry.ExtendedAttributes;
        for (int i = 0; i < attributes; i++)
        {
            found = found.SetItem(reader.ReadString(), reader.ReadString());
        }

        return attributes == 0 ? entry : entry with { ExtendedAttributes = found };
    }
}
