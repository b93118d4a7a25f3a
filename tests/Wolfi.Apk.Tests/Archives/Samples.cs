using System.IO.Compression;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

/// <summary>Bytes and gzip members for tests.</summary>
internal static class Samples
{
    public static readonly InflateLimits Unbounded = new(long.MaxValue, Ratio: 2000);

    /// <summary>Bytes that compress a little: the same for the same seed.</summary>
    public static byte[] Bytes(int count, int seed)
    {
        Random random = new(seed);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)'a';
        }

        return bytes;
    }

    public static byte[] Gzip(ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Optimal)
    {
        MemoryStream output = new();
        using GzipMemberWriter writer = new(output, level);
        writer.Write(content);
        writer.Complete();
        return output.ToArray();
    }

    /// <summary>The content of the only member in <paramref name="stored"/>; in blocks when <paramref name="endKnown"/>.</summary>
    public static byte[] Gunzip(byte[] stored, bool endKnown, InflateLimits? limits = null)
    {
        MemberSource source = new(new MemoryStream(stored), 0);
        return ReadMember(source, endKnown ? stored.Length : null, limits);
    }

    public static byte[] ReadMember(MemberSource source, long? end, InflateLimits? limits = null)
    {
        using GzipMemberReader reader = new(source, end, limits ?? Unbounded);
        MemoryStream content = new();
        reader.CopyTo(content);
        Assert.IsTrue(reader.Completed);
        return content.ToArray();
    }

    public static ArchiveException Fails(ArchiveFault fault, string words, Action action)
    {
        ArchiveException e = Assert.ThrowsExactly<ArchiveException>(action);
        Assert.AreEqual(fault, e.Fault, e.Message);
        StringAssert.Contains(e.Message, words, StringComparison.Ordinal);
        return e;
    }
}
