using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using Wolfi.Archives;
using TarEntry = Wolfi.Archives.TarEntry;
using TarReader = Wolfi.Archives.TarReader;
using TarWriter = Wolfi.Archives.TarWriter;

namespace Wolfi.Apk.Tests.Archives;

[TestClass]
public sealed class TarWriter_entries
{
    private static readonly TarLimits Limits = new(1000);

    private static ImmutableArray<TarEntry> Entries() =>
    [
        File("plain", 0),
        File("usr/bin/hello", 5) with { Mode = 0b111_101_101, PaxRecords = [new(PaxRecord.ApkSha1, Encoding.ASCII.GetBytes(new string('a', 40)))] },
        new() { TypeFlag = TarTypes.Directory, Path = "usr/lib/", Mode = 0b111_101_101, ModificationTime = 315532800 },
        new() { TypeFlag = TarTypes.SymbolicLink, Path = "usr/lib/link", LinkPath = "../bin/hello", Mode = 0b111_111_111 },
        new() { TypeFlag = TarTypes.HardLink, Path = "usr/bin/again", LinkPath = "usr/bin/hello", Mode = 0b111_101_101 },
        File(new string('n', 100), 511),
        File(new string('n', 101), 512),
        File($"{new string('d', 155)}/{new string('n', 100)}", 513),
        File($"{new string('d', 156)}/{new string('n', 100)}", 1),
        File(string.Join('/', Enumerable.Repeat("nested-directory", 60)), 1),
        File("usr/share/Főtanúsítvány.pem", 3),
        new() { TypeFlag = TarTypes.SymbolicLink, Path = "long", LinkPath = new string('t', 300), Mode = 0b111_111_111 },
        File("owned", 1) with { Uid = 2097151, Gid = 65532 },
        File("owned-by-many", 1) with { Uid = 2097152, Gid = 4_000_000 },
    ];

    [TestMethod]
    public void Are_read_back_by_this_reader()
    {
        TarReader reader = new(new MemoryStream(Write(Entries())), Limits);
        foreach (TarEntry expected in Entries())
        {
            TarEntry? actual = reader.ReadEntry();
            Assert.IsNotNull(actual);
            Assert.AreEqual(expected, actual with { PaxRecords = expected.PaxRecords, Offset = 0 });
            CollectionAssert.AreEqual(Content(expected), reader.ReadContentToEnd(1000));
        }

        Assert.IsNull(reader.ReadEntry());
        Assert.IsTrue(reader.EndOfArchive);
    }

    [TestMethod]
    public void Are_read_by_an_independent_reader()
    {
        using System.Formats.Tar.TarReader reader = new(new MemoryStream(Write(Entries())));
        foreach (TarEntry expected in Entries())
        {
            System.Formats.Tar.TarEntry? actual = reader.GetNextEntry(copyData: true);
            Assert.IsNotNull(actual);
            Assert.AreEqual(expected.Path, actual.Name);
            Assert.AreEqual(expected.LinkPath, actual.LinkName);
            Assert.AreEqual(expected.Mode, (int)actual.Mode);
            Assert.AreEqual(expected.Uid, actual.Uid);
            Assert.AreEqual(expected.Gid, actual.Gid);
            Assert.AreEqual(expected.ModificationTime, actual.ModificationTime.ToUnixTimeSeconds());
            Assert.AreEqual(expected.TypeFlag, (byte)actual.EntryType);
            MemoryStream content = new();
            actual.DataStream?.CopyTo(content);
            CollectionAssert.AreEqual(Content(expected), content.ToArray());
            if (!expected.PaxRecords.IsEmpty)
            {
                Assert.AreEqual(new string('a', 40), ((PaxTarEntry)actual).ExtendedAttributes[PaxRecord.ApkSha1]);
            }
        }

        Assert.IsNull(reader.GetNextEntry());
    }

    [TestMethod]
    public void Need_no_pax_header_unless_ustar_is_too_small()
    {
        byte[] tar = Write([File($"{new string('d', 155)}/{new string('n', 100)}", 513) with { Uid = 2097151 }]);
        Assert.AreEqual(512 + 1024 + 1024, tar.Length);
    }

    [TestMethod]
    public void Of_eight_gibibytes_get_a_size_record()
    {
        MemoryStream output = new();
        Assert.ThrowsExactly<ArchiveException>(() => new TarWriter(output).WriteFile(File("huge", 0) with { Size = 8L << 30 }, new MemoryStream(), default));
        StringAssert.Contains(Encoding.UTF8.GetString(output.ToArray()), "19 size=8589934592\n", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(9)]
    [DataRow(11)]
    public void That_change_while_they_are_packed_are_a_fault(int actual)
    {
        TarWriter writer = new(new MemoryStream());
        Samples.Fails(ArchiveFault.Tar, "changed while it was packed", () => writer.WriteFile(File("f", 10), new MemoryStream(new byte[actual]), default));
    }

    private static TarEntry File(string path, int size) => new()
    {
        TypeFlag = TarTypes.File, Path = path, Mode = 0b110_100_100, Size = size, ModificationTime = 315532800, UserName = "root", GroupName = "root",
    };

    private static byte[] Content(TarEntry entry) => Samples.Bytes((int)entry.Size, 9);

    private static byte[] Write(ImmutableArray<TarEntry> entries)
    {
        MemoryStream output = new();
        TarWriter writer = new(output);
        foreach (TarEntry entry in entries)
        {
            if (entry.TypeFlag == TarTypes.File)
            {
                writer.WriteFile(entry, new MemoryStream(Content(entry)), default);
            }
            else
            {
                writer.WriteEntry(entry);
            }
        }

        writer.EndArchive();
        return output.ToArray();
    }
}
