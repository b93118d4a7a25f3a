using System.IO.Compression;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

/// <summary>Cases B36, B60 and J150 of the list of attacks: members end exactly where they end, and nothing hides behind.</summary>
[TestClass]
public sealed class GzipMemberReader_boundaries
{
    public static IEnumerable<object[]> Contents()
    {
        foreach (CompressionLevel level in Enum.GetValues<CompressionLevel>())
        {
            foreach (int size in new[] { 0, 1, 2, 7, 511, 512, 8191, 8192, 8193, 65535, 65536, 65537, 200_000 })
            {
                yield return [size, level];
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Contents))]
    public void Are_exact_for_three_members_in_a_row(int size, CompressionLevel level)
    {
        byte[][] contents = [Samples.Bytes(size, 1), Samples.Bytes(300, 2), Samples.Bytes(size, 3)];
        byte[][] members = [.. contents.Select(c => Samples.Gzip(c, level))];
        byte[] file = [.. members[0], .. members[1], .. members[2]];
        MemberSource source = new(new MemoryStream(file), 0);

        CollectionAssert.AreEqual(contents[0], Samples.ReadMember(source, null));
        Assert.AreEqual(members[0].Length, source.Position);
        CollectionAssert.AreEqual(contents[1], Samples.ReadMember(source, null));
        Assert.AreEqual(members[0].Length + members[1].Length, source.Position);
        CollectionAssert.AreEqual(contents[2], Samples.ReadMember(source, file.Length));
        Assert.AreEqual(file.Length, source.Position);
        Assert.IsTrue(source.AtEnd);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(9)]
    [DataRow(512)]
    [DataRow(100_000)]
    public void Leave_no_room_for_bytes_behind_the_last_member(int count)
    {
        byte[] file = [.. Samples.Gzip(Samples.Bytes(50_000, 1)), .. new byte[count]];
        Samples.Fails(ArchiveFault.Gzip, "", () => Samples.Gunzip(file, endKnown: true));
    }

    [TestMethod]
    public void Leave_no_room_for_a_second_member_where_one_is_due()
    {
        byte[] member = Samples.Gzip(Samples.Bytes(50_000, 1));
        byte[] empty = Samples.Gzip([]);
        Samples.Fails(ArchiveFault.Gzip, "other bytes follow", () => Samples.Gunzip([.. member, .. member], endKnown: true));
        Samples.Fails(ArchiveFault.Gzip, "other bytes follow", () => Samples.Gunzip([.. member, .. empty], endKnown: true));
    }

    [TestMethod]
    public void Are_missed_by_every_cut_off_member()
    {
        byte[] member = Samples.Gzip(Samples.Bytes(3000, 1));
        for (int length = 0; length < member.Length; length++)
        {
            byte[] cut = member[..length];
            Samples.Fails(ArchiveFault.Gzip, "", () => Samples.Gunzip(cut, endKnown: false));
            Samples.Fails(ArchiveFault.Gzip, "", () => Samples.Gunzip(cut, endKnown: true));
        }
    }

    [TestMethod]
    public void Hold_for_members_of_stored_blocks_only()
    {
        byte[] content = Samples.Bytes(200_000, 4);
        byte[] file = Samples.Gzip(content, CompressionLevel.NoCompression);
        CollectionAssert.AreEqual(content, Samples.Gunzip(file, endKnown: true));
        CollectionAssert.AreEqual(content, Samples.Gunzip(file, endKnown: false));
    }
}
