using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

[TestClass]
public sealed class GzipMemberReader_faults
{
    private static readonly byte[] Content = Samples.Bytes(5000, 1);
    private static readonly byte[] Member = Samples.Gzip(Content);

    [TestMethod]
    [DataRow(0, 0x1e, "not gzip")]
    [DataRow(1, 0x8c, "not gzip")]
    [DataRow(2, 7, "compression method")]
    [DataRow(3, 0x20, "reserved flags")]
    [DataRow(3, 0x80, "reserved flags")]
    public void In_the_header_are_named(int at, int value, string words)
    {
        byte[] damaged = [.. Member];
        damaged[at] = (byte)value;
        Samples.Fails(ArchiveFault.Gzip, words, () => Samples.Gunzip(damaged, endKnown: true));
    }

    [TestMethod]
    [DataRow(-8, "CRC-32")]
    [DataRow(-1, "length in the trailer")]
    public void In_the_trailer_are_named(int fromEnd, string words)
    {
        byte[] damaged = [.. Member];
        damaged[damaged.Length + fromEnd] ^= 1;
        Samples.Fails(ArchiveFault.Gzip, words, () => Samples.Gunzip(damaged, endKnown: true));
        Samples.Fails(ArchiveFault.Gzip, words, () => Samples.Gunzip(damaged, endKnown: false));
    }

    [TestMethod]
    public void Never_let_other_content_through()
    {
        int found = 0;
        for (int at = 10; at < Member.Length; at++)
        {
            byte[] damaged = [.. Member];
            damaged[at] ^= (byte)(1 << (at % 8));
            try
            {
                // A few bits of a deflate stream mean nothing.
                CollectionAssert.AreEqual(Content, Samples.Gunzip(damaged, endKnown: true), $"offset {at}");
            }
            catch (ArchiveException)
            {
                found++;
            }
        }

        Assert.IsGreaterThan(Member.Length * 9 / 10, found);
    }

    [TestMethod]
    public void Are_none_in_optional_header_fields()
    {
        byte[] head = [0x1f, 0x8b, 8, 0x1e, 1, 2, 3, 4, 2, 3, 3, 0, 9, 9, 9, .. "name"u8, 0, .. "comment"u8, 0];
        uint crc = Crc32.Append(0, head);
        byte[] good = [.. head, (byte)crc, (byte)(crc >> 8), .. Member.AsSpan(10)];
        CollectionAssert.AreEqual(Content, Samples.Gunzip(good, endKnown: true));

        byte[] bad = [.. head, (byte)~crc, (byte)(crc >> 8), .. Member.AsSpan(10)];
        Samples.Fails(ArchiveFault.Gzip, "checksum of its gzip header", () => Samples.Gunzip(bad, endKnown: true));
    }

    [TestMethod]
    public void Include_endless_header_text()
    {
        byte[] file = [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3, .. Enumerable.Repeat((byte)'n', 100_000)];
        Samples.Fails(ArchiveFault.Limit, "header text", () => Samples.Gunzip(file, endKnown: true));
    }

    [TestMethod]
    public void B61_include_bombs_by_ratio_and_by_size()
    {
        byte[] bomb = Samples.Gzip(new byte[20_000_000]);
        Samples.Fails(ArchiveFault.Limit, "250 times", () => Samples.Gunzip(bomb, endKnown: true, new InflateLimits(long.MaxValue)));
        Samples.Fails(ArchiveFault.Limit, "250 times", () => Samples.Gunzip(bomb, endKnown: false, new InflateLimits(long.MaxValue)));
        Samples.Fails(ArchiveFault.Limit, "more than 4999 bytes", () => Samples.Gunzip(Member, endKnown: true, new InflateLimits(4999)));
        CollectionAssert.AreEqual(Content, Samples.Gunzip(Member, endKnown: true, new InflateLimits(5000)));
    }
}
