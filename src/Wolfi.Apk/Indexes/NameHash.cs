using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Wolfi.Apk.Indexes;

/// <summary>A hash of names that may be kept with what was made from it. Its seed is random, so that whoever writes an index can't choose names that share a bucket.</summary>
internal readonly struct NameHash
{
    /// <summary>Bytes of a seed.</summary>
    public const int SeedSize = 2 * sizeof(ulong);

    private readonly ulong _start;
    private readonly ulong _factor;

    /// <summary>The hash with that seed.</summary>
    public NameHash(ReadOnlySpan<byte> seed)
    {
        _start = BinaryPrimitives.ReadUInt64LittleEndian(seed);
        _factor = BinaryPrimitives.ReadUInt64LittleEndian(seed[sizeof(ulong)..]) | 1;
    }

    /// <summary>A hash with a seed of its own.</summary>
    public static NameHash Make()
    {
        Span<byte> seed = stackalloc byte[SeedSize];
        RandomNumberGenerator.Fill(seed);
        return new NameHash(seed);
    }

    /// <summary>Writes the seed.</summary>
    public void WriteSeed(Span<byte> seed)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(seed, _start);
        BinaryPrimitives.WriteUInt64LittleEndian(seed[sizeof(ulong)..], _factor);
    }

    /// <summary>The hash of a name.</summary>
    public uint Of(ReadOnlySpan<byte> name)
    {
        ulong hash = _start ^ (uint)name.Length;
        ulong word = 0;
        for (int i = 0; i < name.Length; i++)
        {
            word = (word << 8) | name[i];
            if ((i & 7) == 7)
            {
                hash = Fold(hash ^ word);
                word = 0;
            }
        }

        return (uint)Fold(hash ^ word);
    }

    private ulong Fold(ulong value)
    {
        ulong high = Math.BigMul(value, _factor, out ulong low);
        return high ^ low;
    }
}
