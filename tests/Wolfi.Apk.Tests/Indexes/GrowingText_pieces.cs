using System.Text;
using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Tests.Indexes;

[TestClass]
public sealed class GrowingText_pieces
{
    private static readonly string[] Lines = ["P:a", "P:b", "V:1", "V:2-r0", "A:x86_64", $"C:{RawIndex.Checksum}", "D:c d>1", "p:cmd:a=1", "i:a b", "S:x", "T:words", "", "", "", "nonsense"];

    [TestMethod]
    public void Come_to_the_same_as_the_whole_text()
    {
        Random random = new(20261126);
        int whole = 0;
        for (int turn = 0; turn < 2000; turn++)
        {
            // Whole records, and lines at random between them.
            StringBuilder text = new();
            int damage = random.Next(3);
            for (int i = random.Next(8); i >= 0; i--)
            {
                text.Append(RawIndex.Block.Replace("hello\n", $"hello{random.Next(40)}\n", StringComparison.Ordinal));
                if (damage == 0)
                {
                    text.Append(Lines[random.Next(Lines.Length)]).Append('\n');
                }
            }

            byte[] bytes = Encoding.UTF8.GetBytes(damage == 1 ? text.ToString().TrimEnd('\n') : text.ToString());
            string expected = Outcome(() => IndexTextParser.Parse(bytes, "APKINDEX"));
            Assert.AreEqual(expected, Outcome(() => ParseGrowing(bytes, random)), Encoding.UTF8.GetString(bytes));
            whole += expected.StartsWith("records", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.IsInRange(500, 1900, whole);
    }

    [TestMethod]
    public void That_never_come_to_an_end_are_no_index()
    {
        GrowingText growing = new();
        byte[] text = Encoding.UTF8.GetBytes(RawIndex.Block + RawIndex.Block);
        growing.Grow(text, RawIndex.Block.Length);
        growing.End(text: null);
        Assert.IsNull(IndexTextParser.Parse(growing, "APKINDEX"));
    }

    [TestMethod]
    [DataRow("P:!\n", "", ApkFault.MalformedIndex, "gives the field P: a second time")]
    [DataRow("P:!\n", "T:\u0007\n", ApkFault.MalformedIndex, "holds the control character 0x07", DisplayName = "What is wrong with bytes comes before what is wrong with lines.")]
    public void Of_a_large_index_that_is_damaged_are_told_as_of_a_small_one(string line, string later, ApkFault fault, string words)
    {
        foreach (int records in (int[])[10, 4000])
        {
            RawIndex.Fails(fault, words, () => Large(records, line, later).Read());
        }
    }

    [TestMethod]
    public void Of_a_large_index_that_is_cut_off_are_damaged_gzip_whatever_their_lines_say()
    {
        RawIndex index = Large(4000, "P:!\n", "");
        index.SignatureTar = null;
        RawIndex.Fails(ApkFault.MalformedGzip, "cut off", () => RawIndex.Read(index.Build()[..^200], allowUnsigned: true));
    }

    private static RawIndex Large(int records, string line, string later)
    {
        // Checksums that don't compress make the file large.
        Random random = new(1);
        StringBuilder text = new();
        for (int i = 0; i < records; i++)
        {
            string name = Convert.ToHexStringLower(Bytes(random, 40));
            text.Append($"C:{RawIndex.Checksum}\nP:{name}\nV:1-r{i}\nA:x86_64\nT:{Convert.ToHexString(Bytes(random, 60))}\n{(i == records - 2 ? later : "")}\n");
            text.Append(i == 2 ? line : "");
        }

        RawIndex index = new() { Text = text.ToString() };
        Assert.AreEqual(records > 1000, index.Build().Length > 128 << 10, $"{index.Build().Length} bytes");
        return index;
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static IndexTable ParseGrowing(byte[] bytes, Random random)
    {
        GrowingText growing = new();
        byte[] text = new byte[bytes.Length];
        Task<IndexTable?> parsing = Task.Run(() => IndexTextParser.Parse(growing, "APKINDEX"));
        for (int length = 0; length < bytes.Length;)
        {
            int next = Math.Min(bytes.Length, length + random.Next(1, 300));
            bytes.AsSpan(length, next - length).CopyTo(text.AsSpan(length));
            growing.Grow(text, length = next);
        }

        growing.End(text);
        IndexTextParser.CheckBytes(text, "APKINDEX");
        return parsing.GetAwaiter().GetResult()!;
    }

    private static string Outcome(Func<IndexTable> parse)
    {
        try
        {
            IndexTable table = parse();
            return $"records at {string.Join(' ', table.Starts)}; rules {string.Join(' ', table.WithInstallIf)}; names of {string.Join(' ', table.Names.Records.ToArray().Order())}";
        }
        catch (ApkException e)
        {
            return e.Message;
        }
    }
}
