using FsCheck;
using FsCheck.Fluent;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

[TestClass]
public sealed class Archive_properties
{
    [TestMethod]
    public void Members_in_a_row_come_back_with_their_ends() => Prop.ForAll<byte[][]>(contents =>
    {
        byte[][] members = [.. contents.Select(content => Samples.Gzip(content ?? []))];
        byte[] file = [.. members.SelectMany(member => member)];
        MemberSource source = new(new MemoryStream(file), 0);
        for (int i = 0; i < members.Length; i++)
        {
            long end = source.Position + members[i].Length;
            if (!Samples.ReadMember(source, i == members.Length - 1 ? file.Length : null).SequenceEqual(contents[i] ?? []) || source.Position != end)
            {
                return false;
            }
        }

        return source.AtEnd;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Pax_records_come_back() => Prop.ForAll<Dictionary<PositiveInt, byte[]>>(records =>
    {
        using MemoryStream text = new();
        foreach ((PositiveInt key, byte[] value) in records)
        {
            PaxHeader.Append(text, new PaxRecord($"key-{key.Get}", value ?? []));
        }

        return PaxHeader.Parse(text.ToArray(), 0).Select(r => (r.Key, Convert.ToHexString(r.Value.Span)))
            .SequenceEqual(records.Select(r => ($"key-{r.Key.Get}", Convert.ToHexString(r.Value ?? []))));
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    [DataRow(96, 98)]
    [DataRow(985, 999)]
    public void Pax_lengths_count_their_own_digits(int from, int to)
    {
        for (int size = from - 10; size <= to + 10; size++)
        {
            using MemoryStream text = new();
            PaxHeader.Append(text, new PaxRecord("k", new byte[size]));
            Assert.AreEqual(size, PaxHeader.Parse(text.ToArray(), 0).Single().Value.Length);
        }
    }
}
