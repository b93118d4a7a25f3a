using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Wolfi.Apk.Indexes;

/// <summary>
/// A parsed index as it is kept: its table, and the hashes of the text's pieces, so that only those pieces have to be read and checked that
/// a resolution looks at. Whoever reads it must know that it is the user's own work.
/// </summary>
internal sealed class KeptIndex
{
    // Goes up whenever the parser or the form changes. The byte order is the machine's: what one of the other order wrote has another number.
    private const int Form = 2;
    private const int PieceSize = 16 << 10;
    private const int HashSize = SHA256.HashSizeInBytes;

    private readonly int[] _starts;
    private readonly NameTable _names;
    private readonly int[] _withInstallIf;
    private readonly ImmutableArray<RecordArchitecture> _architectures;
    private readonly byte[] _hashes;
    private readonly long? _newest;

    private KeptIndex(
        string description, int textLength, long? newest, int[] starts, NameTable names, int[] withInstallIf, ImmutableArray<RecordArchitecture> architectures, int[] pieces, byte[] hashes)
    {
        Description = description;
        TextLength = textLength;
        _newest = newest;
        _starts = starts;
        _names = names;
        _withInstallIf = withInstallIf;
        _architectures = architectures;
        Pieces = pieces;
        _hashes = hashes;
    }

    /// <summary>The text of the <c>DESCRIPTION</c> entry.</summary>
    public string Description { get; }

    /// <summary>Bytes of the text.</summary>
    public int TextLength { get; }

    /// <summary>Where the pieces of the text begin; no record reaches over their ends.</summary>
    public int[] Pieces { get; }

    /// <summary>The SHA-256 of a piece.</summary>
    public ReadOnlySpan<byte> HashOf(int piece) => _hashes.AsSpan(piece * HashSize, HashSize);

    /// <summary>The table.</summary>
    /// <param name="texts">The text of which these are the pieces.</param>
    public IndexTable ToTable(IRecordTexts texts) => new()
    {
        Texts = texts,
        Starts = _starts,
        Names = _names,
        WithInstallIf = _withInstallIf,
        Architectures = _architectures,
        NewestBuildTime = _newest,
    };

    /// <summary>What to keep of an index.</summary>
    /// <param name="description">The text of its <c>DESCRIPTION</c> entry.</param>
    /// <param name="text">The text of its records.</param>
    /// <param name="table">What the parser found in it.</param>
    public static KeptIndex Of(string description, ReadOnlySpan<byte> text, IndexTable table)
    {
        int[] pieces = Part(table.Starts);
        byte[] hashes = new byte[pieces.Length * HashSize];
        for (int i = 0; i < pieces.Length; i++)
        {
            int end = i + 1 < pieces.Length ? pieces[i + 1] : text.Length;
            SHA256.HashData(text[pieces[i]..end], hashes.AsSpan(i * HashSize, HashSize));
        }

        return new KeptIndex(description, text.Length, table.NewestBuildTime, table.Starts, table.Names, table.WithInstallIf, table.Architectures, pieces, hashes);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null for what another version wrote.</summary>
    /// <param name="bytes">Holds it.</param>
    /// <param name="start">Where in them it begins.</param>
    public static KeptIndex? TryParse(byte[] bytes, int start)
    {
        using BinaryReader reader = new(new MemoryStream(bytes) { Position = start });
        if (reader.ReadInt32() != Form)
        {
            return null;
        }

        int textLength = reader.ReadInt32();
        long newest = reader.ReadInt64();
        NameHash hash = new(reader.ReadBytes(NameHash.SeedSize));
        string description = reader.ReadString();
        RecordArchitecture[] architectures = new RecordArchitecture[reader.ReadInt32()];
        for (int i = 0; i < architectures.Length; i++)
        {
            architectures[i] = new RecordArchitecture(reader.ReadString(), reader.ReadInt32());
        }

        int[] starts = ReadCounted(reader, bytes);
        int[] withInstallIf = ReadCounted(reader, bytes);
        NameTable names = new(hash, ReadCounted(reader, bytes), ReadCounted(reader, bytes), ReadCounted(reader, bytes));
        int[] pieces = ReadCounted(reader, bytes);
        return new KeptIndex(description, textLength, newest < 0 ? null : newest, starts, names, withInstallIf, [.. architectures], pieces, reader.ReadBytes(pieces.Length * HashSize));
    }

    /// <summary>The bytes that <see cref="TryParse"/> reads.</summary>
    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        Write(writer, [Form, TextLength]);
        writer.Write(_newest ?? -1);
        Span<byte> seed = stackalloc byte[NameHash.SeedSize];
        _names.Hash.WriteSeed(seed);
        writer.Write(seed);
        writer.Write(Description);
        Write(writer, [_architectures.Length]);
        foreach (RecordArchitecture architecture in _architectures)
        {
            writer.Write(architecture.Name);
            Write(writer, [architecture.First]);
        }

        WriteCounted(writer, _starts);
        WriteCounted(writer, _withInstallIf);
        WriteCounted(writer, _names.Buckets);
        WriteCounted(writer, _names.Hashes);
        WriteCounted(writer, _names.Records);
        WriteCounted(writer, Pieces);
        writer.Write(_hashes);
        writer.Flush();
        return stream.ToArray();
    }

    private static void WriteCounted(BinaryWriter writer, ReadOnlySpan<int> values)
    {
        Write(writer, [values.Length]);
        Write(writer, values);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<int> values) => writer.Write(MemoryMarshal.AsBytes(values));

    // Most of the bytes: they are copied once, and not by way of the reader.
    private static int[] ReadCounted(BinaryReader reader, byte[] bytes)
    {
        int[] values = new int[reader.ReadInt32()];
        int length = values.Length * sizeof(int);
        Buffer.BlockCopy(bytes, (int)reader.BaseStream.Position, values, 0, length);
        reader.BaseStream.Position += length;
        return values;
    }

    // A piece begins with a record, and takes more records until it is large enough.
    private static int[] Part(int[] starts)
    {
        List<int> pieces = [0];
        foreach (int start in starts)
        {
            if (start - pieces[^1] >= PieceSize)
            {
                pieces.Add(start);
            }
        }

        return [.. pieces];
    }
}
