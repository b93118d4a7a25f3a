using System.Text;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

/// <summary>Cases B37, B45, B46, B47 and B61: what no reader may take differently from another.</summary>
[TestClass]
public sealed class TarReader_structure
{
    private static readonly TarLimits Limits = new(Entries: 5, PathBytes: 300, PaxBytes: 2000);

    [TestMethod]
    public void Ends_with_or_without_end_of_archive()
    {
        Assert.IsTrue(ReadAll([.. RawTar.File("a"), .. RawTar.Zeros(2)]).EndOfArchive);
        Assert.IsTrue(ReadAll([.. RawTar.File("a"), .. RawTar.Zeros(20)]).EndOfArchive);
        Assert.IsFalse(ReadAll(RawTar.File("a")).EndOfArchive);
        Assert.IsFalse(ReadAll([]).EndOfArchive);
    }

    [TestMethod]
    public void Never_goes_on_after_its_end()
    {
        Fails("goes on after its end-of-archive, at offset 1536", [.. RawTar.File("a"), .. RawTar.Zeros(2), .. RawTar.File("b")]);
        Fails("single zero block", [.. RawTar.File("a"), .. RawTar.Zeros(1), .. RawTar.File("b")]);
        Fails("single zero block", [.. RawTar.File("a"), .. RawTar.Zeros(1)]);
    }

    [TestMethod]
    public void Is_whole_blocks()
    {
        byte[] tar = [.. RawTar.File("a", content: "content"), .. RawTar.Zeros(2)];
        for (int length = 1; length < tar.Length; length++)
        {
            if (length is not (1024 or 512))
            {
                Assert.ThrowsExactly<ArchiveException>(() => ReadAll(tar[..length]), $"cut at {length}");
            }
        }
    }

    [TestMethod]
    public void Has_right_checksums_and_magic()
    {
        Fails("wrong checksum", RawTar.Break(RawTar.File("a"), at: 3));
        Fails("no ustar magic", RawTar.File("a", header => header[257] = 0));
        Fails("no ustar magic", RawTar.File("a", header => header[263] = (byte)'1'));
        ReadAll(RawTar.File("a", header => "ustar  \0"u8.CopyTo(header.AsSpan(257))));
    }

    [TestMethod]
    [DataRow("size", 124, "\x80\0\0\0\0\0\0\0\0\0\0\x1", "base 256")]
    [DataRow("mode", 100, "0000a44\0", "not an octal number")]
    [DataRow("mode", 100, "0000\0644", "not an octal number")]
    [DataRow("uid", 108, "-000001\0", "not an octal number")]
    [DataRow("gid", 116, "0000009\0", "not an octal number")]
    [DataRow("mtime", 136, "-0000000001\0", "not an octal number")]
    public void B47_has_octal_numbers_only(string field, int at, string text, string words)
    {
        Assert.IsNotNull(field);
        Fails(words, RawTar.File("a", header => Encoding.Latin1.GetBytes(text).CopyTo(header.AsSpan(at))));
    }

    [TestMethod]
    [DataRow("9 path=a\n\n", "length")]
    [DataRow("99 path=a\n", "length")]
    [DataRow("010 path=a\n", "without a length")]
    [DataRow("-9 path=a\n", "without a length")]
    [DataRow("path=a\n", "without a length")]
    [DataRow("99999999999 path=a\n", "without a length")]
    [DataRow("10 path=a\n10 path=b\n", "'path' twice")]
    [DataRow("8 patha\n", "without a keyword")]
    [DataRow("5 =a\n", "without a keyword")]
    [DataRow("8 path=\n", "empty path")]
    [DataRow("9 path=\0\n", "NUL")]
    [DataRow("9 path=\u00ff\n", "not UTF-8")]
    [DataRow("9 gid=-1\n", "not a number")]
    [DataRow("11 size=-1\n", "not a number")]
    [DataRow("12 mtime=-1\n", "not a time")]
    public void B45_has_sound_pax_headers(string text, string words)
    {
        Fails(words, [.. RawTar.Entry("x", 'x', content: Encoding.Latin1.GetBytes(text)), .. RawTar.File("a")]);
    }

    [TestMethod]
    public void B45_has_one_pax_header_before_one_entry()
    {
        byte[] pax = RawTar.Pax("path=b");
        Fails("that no entry follows", pax);
        Fails("that no entry follows", [.. pax, .. RawTar.Zeros(2)]);
        Fails("second pax header", [.. pax, .. RawTar.Pax("mtime=1"), .. RawTar.File("a")]);
        Fails("another header", [.. pax, .. RawTar.Entry("L", 'L', content: "c\0"u8.ToArray()), .. RawTar.File("a")]);
        Fails("not UTF-8", [.. RawTar.Entry("x", 'x', content: [.. "10 path="u8, 0xff, (byte)'\n']), .. RawTar.File("a")]);
    }

    [TestMethod]
    public void Gives_global_headers_and_all_other_types_to_the_caller()
    {
        TarReader reader = new(new MemoryStream([.. RawTar.Entry("g", 'g', content: "9 a=b\n"u8.ToArray()), .. RawTar.Entry("s", 'S')]), Limits);
        Assert.AreEqual(TarTypes.GlobalExtended, reader.ReadEntry()?.TypeFlag);
        Assert.AreEqual((byte)'S', reader.ReadEntry()?.TypeFlag);
    }

    [TestMethod]
    public void Gives_links_and_directories_no_content()
    {
        Fails("a size of 1", RawTar.Entry("d", '5', content: [1]));
        Fails("a size of 1", RawTar.Entry("l", '2', content: [1]));
        Fails("a size of 1", [.. RawTar.Pax("size=1"), .. RawTar.Entry("h", '1')]);
    }

    [TestMethod]
    public void Says_where_a_long_link_came_from()
    {
        TarReader reader = new(new MemoryStream([.. RawTar.Entry("K", 'K', content: Encoding.ASCII.GetBytes(new string('t', 200) + "\0")), .. RawTar.Entry("l", '2')]), Limits);
        TarEntry? link = reader.ReadEntry();
        Assert.AreEqual(new string('t', 200), link?.LinkPath);
        Assert.IsTrue(link?.HasGnuLongLink);
    }

    [TestMethod]
    public void B61_keeps_its_limits()
    {
        Exceeds("more than 5 entries", [.. Enumerable.Range(0, 6).SelectMany(i => RawTar.File($"f{i}"))]);
        Exceeds("at most 2000 are read", [.. RawTar.Pax($"path={new string('p', 3000)}"), .. RawTar.File("a")]);
        Exceeds("more than 300 bytes", [.. RawTar.Pax($"path={new string('p', 301)}"), .. RawTar.File("a")]);
        Exceeds("more than 300 bytes", [.. RawTar.Pax($"linkpath={new string('p', 301)}"), .. RawTar.Entry("l", '2')]);
        Exceeds("at most 301 are read", [.. RawTar.Entry("L", 'L', content: new byte[302]), .. RawTar.File("a")]);
        Exceeds("at most 2000 are read", RawTar.Entry("x", 'x', header => "77777777777"u8.CopyTo(header.AsSpan(124))));
    }

    private static void Fails(string words, byte[] tar) => Samples.Fails(ArchiveFault.Tar, words, () => ReadAll(tar));

    private static void Exceeds(string words, byte[] tar) => Samples.Fails(ArchiveFault.Limit, words, () => ReadAll(tar));

    private static TarReader ReadAll(byte[] tar)
    {
        TarReader reader = new(new MemoryStream(tar), Limits);
        while (reader.ReadEntry() is not null)
        {
        }

        return reader;
    }
}
