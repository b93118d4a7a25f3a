using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Indexes;

/// <summary>Cases A20, A21, A22, A23, A24, A25 and A27 of the list of attacks.</summary>
[TestClass]
public sealed class IndexText_lines
{
    [TestMethod]
    public void Become_records()
    {
        IndexRecord record = RawIndex.Parse(RawIndex.Block).Records.Single();
        Assert.AreEqual("hello", record.Name);
        Assert.AreEqual("1.0-r0", record.Version.ToString());
        Assert.AreEqual("x86_64", record.Architecture);
        Assert.AreEqual(RawIndex.Checksum, record.Checksum);
        Assert.AreEqual(100, record.Size);
        Assert.AreEqual(200, record.InstalledSize);
        Assert.AreEqual("A greeting", record.Description);
        Assert.AreEqual("MIT", record.License);
        Assert.AreEqual("hello", record.Origin);
        Assert.AreEqual(1700000000, record.BuildTime);
        Assert.AreEqual("so:libc.so.6", record.Depends.Single().ToString());
        Assert.AreEqual("cmd:hello=1.0-r0", record.Provides.Single().ToString());
        Assert.AreEqual("", record.Url + record.Maintainer + record.Commit);
        Assert.AreEqual(0, record.ProviderPriority);
        Assert.IsTrue(record.InstallIf.IsEmpty);
        Assert.IsNull(record.UnusableBecause);
        Assert.AreEqual("hello-1.0-r0.apk", record.FileName);
    }

    [TestMethod]
    public void A24_need_no_empty_line_at_the_end()
    {
        string second = RawIndex.Block.Replace("P:hello", "P:world", StringComparison.Ordinal);
        foreach (string text in new[] { RawIndex.Block + second, RawIndex.Block + second.TrimEnd('\n'), RawIndex.Block + second.TrimEnd('\n') + "\n", "\n\n" + RawIndex.Block + "\n\n" + second + "\n\n" })
        {
            PackageIndex index = RawIndex.Parse(text);
            Assert.HasCount(2, index.Records);
            Assert.AreEqual("world", index.Records[1].Name);
            Assert.AreEqual("cmd:hello=1.0-r0", index.Records[1].Provides.Single().ToString());
        }
    }

    [TestMethod]
    [DataRow("P:hello", "P:", 2, "the name ''")]
    [DataRow("P:hello", "P:../../x", 2, "the name '../../x'")]
    [DataRow("P:hello", "P:a b", 2, "the name 'a b'")]
    [DataRow("P:hello", "P:-rf", 2, "the name '-rf'")]
    [DataRow("P:hello\n", "", 1, "without the field P:")]
    [DataRow("V:1.0-r0", "V:one", 3, "the version 'one'")]
    [DataRow("V:1.0-r0", "V:1.0-r0/../x", 3, "the version")]
    [DataRow("V:1.0-r0\n", "", 1, "without the field V:")]
    [DataRow("A:x86_64", "A:../", 4, "the architecture '../'")]
    [DataRow("A:x86_64\n", "", 1, "without the field A:")]
    [DataRow("C:Q1", "C:Q2", 1, "the checksum")]
    [DataRow("AAA=", "AAAA", 1, "the checksum")]
    [DataRow("AAA=", "A!A=", 1, "the checksum")]
    [DataRow("S:100", "S:-1", 5, "the number '-1'")]
    [DataRow("S:100", "k:--1", 5, "the number '-1'")]
    [DataRow("S:100", "S:9223372036854775808", 5, "the number")]
    [DataRow("S:100", "S:", 5, "the number ''")]
    [DataRow("I:200", "I:0x10", 6, "the number '0x10'")]
    [DataRow("S:100", "S:100\nS:100", 6, "the field S: a second time")]
    [DataRow("T:A greeting", "no colon", 7, "is not a letter, a colon and a value")]
    [DataRow("T:A greeting", "1:x", 7, "is not a letter, a colon and a value")]
    [DataRow("T:A greeting", "T", 7, "is not a letter, a colon and a value")]
    [DataRow("T:A greeting", "T:tab\there", 7, "control character 0x09")]
    [DataRow("T:A greeting", "T:nul\0", 7, "control character 0x00")]
    [DataRow("T:A greeting", "T:cr\r", 7, "ends with a carriage return")]
    [DataRow("T:A greeting", " :x", 7, "is not a letter, a colon and a value")]
    public void A21_that_are_wrong_are_named_by_number(string good, string bad, int line, string words)
    {
        string text = RawIndex.Block.Replace(good, bad, StringComparison.Ordinal);
        Assert.AreNotEqual(RawIndex.Block, text);
        RawIndex.Fails(ApkFault.MalformedIndex, words, () => RawIndex.Parse(text));
        RawIndex.Fails(ApkFault.MalformedIndex, $"APKINDEX: line {line} of the index", () => RawIndex.Parse(text));

        string later = RawIndex.Block.Replace("P:hello", "P:world", StringComparison.Ordinal) + text;
        RawIndex.Fails(ApkFault.MalformedIndex, $"APKINDEX: line {line + 13} of the index", () => RawIndex.Parse(later));
    }

    [TestMethod]
    public void A25_are_UTF8_without_a_mark()
    {
        RawIndex.Fails(ApkFault.MalformedIndex, "line 1 of the index begins with a byte order mark", () => RawIndex.Parse("\uFEFF" + RawIndex.Block));
        byte[] latin = Encoding.Latin1.GetBytes(RawIndex.Block.Replace("greeting", "gr\u00fc\u00df", StringComparison.Ordinal));
        RawIndex.Fails(ApkFault.MalformedIndex, "line 7 of the index is not UTF-8", () => IndexReader.ParseText(latin, "APKINDEX"));
        Assert.AreEqual("Grüße", RawIndex.Parse(RawIndex.Block.Replace("A greeting", "Grüße", StringComparison.Ordinal)).Records[0].Description);
    }

    [TestMethod]
    public void A22_do_not_describe_one_package_twice()
    {
        RawIndex.Fails(ApkFault.MalformedIndex, "line 14 of the index begins a second, different record of hello-1.0-r0",
            () => RawIndex.Parse(RawIndex.Block + RawIndex.Block.Replace("Q1A", "Q1B", StringComparison.Ordinal)));
        RawIndex.Fails(ApkFault.MalformedIndex, "second, different record",
            () => RawIndex.Parse(RawIndex.Block + RawIndex.Block.Replace("D:so:libc.so.6", "D:evil", StringComparison.Ordinal)));
        Assert.HasCount(1, RawIndex.Parse(RawIndex.Block + RawIndex.Block).Records);
    }

    [TestMethod]
    [DataRow("D:so:libc.so.6", "D:so:libc.so.6 a==b", "its dependency 'a==b' is outside the grammar")]
    [DataRow("D:so:libc.so.6", "D:so:libc.so.6 a@edge", "its dependency 'a@edge' is outside the grammar")]
    [DataRow("p:cmd:hello=1.0-r0", "p:cmd:hello=1.0-r0 so:x=0unstable", "its provide 'so:x=0unstable' is outside the grammar")]
    [DataRow("T:A greeting", "X:new", "the field 'X:'")]
    [DataRow("T:A greeting", "B:new", "the field 'B:'")]
    public void A23_of_unknown_meaning_make_the_package_unusable(string good, string odd, string words)
    {
        IndexRecord record = RawIndex.Parse(RawIndex.Block.Replace(good, odd, StringComparison.Ordinal)).Records.Single();
        StringAssert.Contains(record.UnusableBecause, words, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Of_unknown_lower_case_letters_are_harmless()
    {
        IndexRecord record = RawIndex.Parse(RawIndex.Block.Replace("o:hello", "r:other\nq:1\nz:new\no:hello", StringComparison.Ordinal)).Records.Single();
        Assert.IsNull(record.UnusableBecause);
        Assert.AreEqual("hello", record.Origin);
    }

    [TestMethod]
    public void With_a_negative_priority_have_none_as_in_apk() =>
        Assert.AreEqual(0, RawIndex.Parse(RawIndex.Block.Replace("o:hello", "k:-1", StringComparison.Ordinal)).Records.Single().ProviderPriority);

    [TestMethod]
    public void With_a_malformed_install_if_disable_only_that_rule()
    {
        IndexRecord record = RawIndex.Parse(RawIndex.Block.Replace("o:hello", "i:[a b]\no:hello", StringComparison.Ordinal)).Records.Single();
        Assert.IsNull(record.UnusableBecause);
        IndexRecord bad = RawIndex.Parse(RawIndex.Block.Replace("o:hello", "i:a (b\no:hello", StringComparison.Ordinal)).Records.Single();
        Assert.IsNull(bad.UnusableBecause);
        Assert.IsTrue(bad.InstallIf.IsEmpty);
    }

    [TestMethod]
    public void A20_have_bounds()
    {
        RawIndex.Fails(ApkFault.LimitExceeded, "line 7 of the index has more than 1048576 bytes",
            () => RawIndex.Parse(RawIndex.Block.Replace("A greeting", new string('x', 1 << 20), StringComparison.Ordinal)));
        string provides = string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"so:lib{i}.so=1"));
        Assert.HasCount(5000, RawIndex.Parse(RawIndex.Block.Replace("cmd:hello=1.0-r0", provides, StringComparison.Ordinal)).Records[0].Provides);
    }

    [TestMethod]
    public void A20_of_one_name_in_a_hundred_thousand_versions_are_read_in_time()
    {
        StringBuilder text = new();
        for (int i = 0; i < 100_000; i++)
        {
            text.Append("C:").Append(RawIndex.Checksum).Append("\nP:a\nA:noarch\nV:").Append(i).Append("\n\n");
        }

        Assert.HasCount(100_000, RawIndex.Parse(text.ToString()).Records);
    }

    [TestMethod]
    public void Are_copied_with_changes()
    {
        IndexRecord record = RawIndex.Parse(RawIndex.Block).Records.Single();
        IndexRecord changed = record with { Version = PackageVersion.Parse("2.0-r0"), Depends = [] };
        Assert.IsTrue(changed.Depends.IsEmpty);
        Assert.AreEqual(record.Checksum, changed.Checksum);
        Assert.AreEqual("A greeting", changed.Description);
        Assert.AreNotEqual(record, changed);
        Assert.AreEqual(record, RawIndex.Parse(RawIndex.Block).Records.Single());
    }
}
