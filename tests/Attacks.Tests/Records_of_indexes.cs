using System.Globalization;
using System.Text;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Indexes;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases A21 to A25, A27 and J151: what a signed index says. A damaged record fails the whole index: nothing is skipped.</summary>
[TestClass]
public sealed class Records_of_indexes
{
    /// <summary>What of the record of <c>hello</c> is replaced by what, and what the message says of it beside the line.</summary>
    private static readonly Dictionary<string, (string Sound, string Bad, string Words)> Attacks = new()
    {
        ["A21 an empty name"] = ("P:hello", "P:", "the name ''"),
        ["A21 a path as name"] = ("P:hello", "P:../../x", "the name '../../x'"),
        ["A21 an absolute path as name"] = ("P:hello", "P:/etc/passwd", "the name '/etc/passwd'"),
        ["A21 a Windows path as name"] = ("P:hello", "P:..\\x", "the name '..\\x'"),
        ["A21 a blank in the name"] = ("P:hello", "P:hello world", "the name 'hello world'"),
        ["A21 an option as name"] = ("P:hello", "P:-rf", "the name '-rf'"),
        ["A21 two dots as name"] = ("P:hello", "P:..", "the name '..'"),
        ["A21 a long name"] = ("P:hello", "P:" + new string('a', 100_000), "the name 'aaa"),
        ["A21 a name with a line of another record"] = ("P:hello", "P:hello\u2028C:x", "the name 'hello"),
        ["A21 a name in a second line"] = ("P:hello", "P:hello\nP:evil", "the field P: a second time"),
        ["A21 an empty line inside"] = ("P:hello", "P:hello\n", "without the field"),
        ["A21 a continued line"] = ("P:hello", "P:hello\n evil", "is not a letter, a colon and a value"),
        ["A21 a NUL in the name"] = ("P:hello", "P:hello\0x", "control character 0x00"),
        ["A21 no name"] = ("P:hello\n", "", "without the field P:"),
        ["A21 a version that is none"] = ("V:1.0-r0", "V:latest", "the version 'latest'"),
        ["A21 a path as version"] = ("V:1.0-r0", "V:1.0-r0/../../x", "the version '1.0-r0/../../x'"),
        ["A21 no version"] = ("V:1.0-r0\n", "", "without the field V:"),
        ["A21 a path as architecture"] = ("A:x86_64", "A:../", "the architecture '../'"),
        ["A21 an absolute path as architecture"] = ("A:x86_64", "A:/x", "the architecture '/x'"),
        ["A21 a checksum that is none"] = ("C:Q1", "C:Q2", "the checksum"),
        ["A21 a negative size"] = ("\nI:7", "\nI:-7", "the number '-7'"),
        ["A25 a carriage return"] = ("P:hello", "P:hello\r", "ends with a carriage return"),
        ["A25 bytes that are not UTF-8"] = ("o:hello", "o:\udcff", "is not UTF-8"),
        ["A25 a surrogate in UTF-8"] = ("o:hello", "o:\udced\udca0\udc80", "is not UTF-8"),
        ["J151 a name of a million letters"] = ("P:hello", "P:" + new string('a', 1_000_000) + "!", "the name 'aaa"),
        ["J151 a version of a million numbers"] = ("V:1.0-r0", "V:" + string.Concat(Enumerable.Repeat("1.", 500_000)), "the version '1.1.1"),
        ["J151 a version of a million suffixes"] = ("V:1.0-r0", "V:1" + string.Concat(Enumerable.Repeat("_p", 500_000)) + "!", "the version '1_p_p"),
        ["J151 an architecture of a million letters"] = ("A:x86_64", "A:" + new string('x', 1_000_000), "the architecture 'xxx"),
    };

    public static IEnumerable<object[]> Rows() => Attacks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Fail_the_build_with_the_line(string name)
    {
        using AttackedWorld world = new();
        (string sound, string bad, string words) = Attacks[name];
        string text = world.SoundIndex().Text;
        int record = RecordOfHello(text);
        int at = text.IndexOf(sound, record, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(record, at);
        ServeText(world, text[..at] + bad + text[(at + sound.Length)..]);

        Diagnostic failure = await world.Fails("WOLFI2030", world.IndexFile, words);
        int line = int.Parse(failure.Message.Split(" line ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.IsInRange(LineOf(text, record), LineOf(text, at) + 1, line);
        world.Resolves(1, "WOLFI2030");
    }

    [TestMethod]
    public async Task A25_A_byte_order_mark_is_damage_in_the_first_line()
    {
        using AttackedWorld world = new();
        ServeText(world, "\ufeff" + world.SoundIndex().Text);
        await world.Fails("WOLFI2030", "line 1 of the index begins with a byte order mark");
        world.Resolves(1, "WOLFI2030");
    }

    [TestMethod]
    public async Task A25_Carriage_returns_throughout_are_damage_in_the_first_line()
    {
        using AttackedWorld world = new();
        ServeText(world, world.SoundIndex().Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        await world.Fails("WOLFI2030", "line 1 of the index ends with a carriage return");
    }

    [TestMethod]
    public async Task A22_One_package_twice_in_one_index_fails()
    {
        using AttackedWorld world = new();
        string text = world.SoundIndex().Text;
        string record = text[RecordOfHello(text)..];
        ServeText(world, text + "C:" + RawIndex.Checksum + record[record.IndexOf('\n', StringComparison.Ordinal)..]);
        await world.Fails("WOLFI2030", "begins a second, different record of hello-1.0-r0");
        world.Resolves(1, "WOLFI2030");
    }

    [TestMethod]
    public async Task A22_One_package_in_two_repositories_is_that_of_the_first_with_a_warning()
    {
        using AttackedWorld world = new();
        string second = world.CopyRepository("second");
        RawApk rebuilt = AttackedWorld.HelloWith(RawApk.FileWithHash("usr/hello", "rebuilt"));
        world.Serve(rebuilt, record => record with { ProviderPriority = 99 });
        PackageRepository first = world.Request.Repositories[0];
        PackageRepository sound = first with { Location = second };
        foreach (PackageRepository[] order in new[] { [sound, first], new[] { first, sound } })
        {
            world.Request = world.Request with { Repositories = [.. order] };
            Diagnostic warning = (await world.Publishes()).Warnings.Single();
            Assert.AreEqual("WOLFI2045", warning.Code);
            StringAssert.StartsWith(warning.Message, $"{order[0].Location} and {order[1].Location} both have hello-1.0-r0", StringComparison.Ordinal);
            Assert.AreEqual(order[0] == first, world.Caches(rebuilt.Build()));
        }

        ToolRun run = world.Resolves(0, "", "--repository", second, "--allow-untrusted");
        StringAssert.Contains(run.Error, "warning WOLFI2045: ", StringComparison.Ordinal);

        // A repository that may not provide the name has no say, and no warning tells of it.
        world.Request = world.Request with { Repositories = [first with { PackagePatterns = ["other-*"] }, sound] };
        Assert.IsEmpty((await world.Publishes()).Warnings);
    }

    [TestMethod]
    public async Task A23_A_field_of_unknown_meaning_makes_its_package_unusable_and_says_why()
    {
        using AttackedWorld world = new();
        ServeText(world, world.SoundIndex().Text.Replace("P:hello", "X:strange\nP:hello", StringComparison.Ordinal));
        await world.Fails("WOLFI3001", "hello", "the field 'X:', whose meaning is unknown");
        StringAssert.Contains(world.Resolves(1, "WOLFI3001").Error, "the field 'X:'", StringComparison.Ordinal);

        world.Request = world.Request with { Packages = [] };
        await world.Publishes();
    }

    [TestMethod]
    public async Task A24_The_last_record_counts_without_an_empty_line_behind_it()
    {
        using AttackedWorld world = new();
        string text = world.SoundIndex().Text.TrimEnd('\n');
        foreach (string end in new[] { "", "\n" })
        {
            ServeText(world, text + end);
            world.Resolves(0, "");
            await world.Publishes();
        }
    }

    [TestMethod]
    public async Task A27_An_index_of_another_architecture_fails()
    {
        using AttackedWorld world = new();
        ServeText(world, world.SoundIndex().Text.Replace("A:x86_64", "A:aarch64", StringComparison.Ordinal));
        await world.Fails("WOLFI2040", world.IndexFile, "aarch64", "x86_64");
        world.Resolves(1, "WOLFI2040");

        ServeText(world, world.SoundIndex().Text.Replace("P:hello\nV:1.0-r0\nA:x86_64", "P:hello\nV:1.0-r0\nA:aarch64", StringComparison.Ordinal));
        await world.Fails("WOLFI2040", world.IndexFile, "aarch64");
    }

    // Lone low surrogates U+DC80 to U+DCFF stand for the bytes 80 to FF, which are no UTF-8.
    private static void ServeText(AttackedWorld world, string text)
    {
        using MemoryStream bytes = new();
        foreach (char c in text)
        {
            bytes.Write(c is >= '\udc80' and <= '\udcff' ? [(byte)(c - 0xdc00)] : Encoding.UTF8.GetBytes([c]));
        }

        RawIndex index = world.SoundIndex();
        index.Tar = [.. RawTar.Entry("APKINDEX", '0', content: bytes.ToArray()), .. RawTar.Zeros(2)];
        world.Serve(index);
    }

    private static int RecordOfHello(string text) => text.LastIndexOf("C:", text.IndexOf("\nP:hello\n", StringComparison.Ordinal), StringComparison.Ordinal);

    private static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;
}
