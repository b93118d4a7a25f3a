using Wolfi.Apk.Packages;
using Wolfi.Apk.Tests.Archives;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>Cases B38 to B56 of the list of attacks: what no entry of a package may be. All are refused, none is skipped.</summary>
[TestClass]
public sealed class ApkPackageReader_entries
{
    private const string Foo40 = "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33"; // SHA-1 of "foo"

    [TestMethod]
    [DataRow("../x", "begins with a dot")]
    [DataRow("usr/../../x", "part '.' or '..'")]
    [DataRow("usr/./x", "part '.' or '..'")]
    [DataRow("/x", "absolute")]
    [DataRow("//x", "absolute")]
    [DataRow("usr//x", "empty part")]
    [DataRow("usr/", "empty part")]
    [DataRow("C:/x", "drive letter")]
    [DataRow("C:\\x", "backslash")]
    [DataRow("\\\\srv\\x", "backslash")]
    [DataRow("usr/a\\b", "backslash")]
    [DataRow("usr/a\u0001", "control character")]
    [DataRow("usr/a\u007f", "control character")]
    [DataRow("usr/a\u0085", "control character")]
    [DataRow("usr/a\nb", "control character")]
    [DataRow("usr/x.", "dot or blank")]
    [DataRow("usr/x ", "dot or blank")]
    [DataRow("usr/x /y", "dot or blank")]
    [DataRow("usr/CON", "reserved on Windows")]
    [DataRow("usr/nul/x", "reserved on Windows")]
    [DataRow("usr/Com1", "reserved on Windows")]
    public void B38_have_plain_names(string path, string words)
    {
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash(path)) }.Fails(ApkFault.ForbiddenEntry, words);
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("x", "", null, 0b110_100_100, $"path={path}")) }.Fails(ApkFault.ForbiddenEntry, words);
    }

    [TestMethod]
    [DataRow(".hidden")]
    [DataRow("./usr/x")]
    [DataRow(".PKGINFO")]
    [DataRow(".SIGN.RSA256.x")]
    [DataRow("...")]
    public void B39_have_no_leading_dot_at_the_top(string path) =>
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash(path)) }.Fails(ApkFault.ForbiddenEntry, "begins with a dot");

    [TestMethod]
    [DataRow("usr/.hidden")]
    [DataRow("usr/App::Prove.3")]
    [DataRow("usr/a:b")]
    [DataRow("usr/[x] (y)+{z}@~#$%^&=,;'!")]
    [DataRow("usr/Főtanúsítvány.pem")]
    [DataRow("usr/aux.h")]
    [DataRow("usr/..x")]
    [DataRow("usr/ x")]
    public void B38_may_have_all_other_names(string path)
    {
        ApkPackage package = new RawApk { Data = RawApk.Tree(RawApk.FileWithHash(path)) }.Read();
        Assert.AreEqual(path, package.Entries[1].Path);
    }

    [TestMethod]
    public void B40_are_not_written_through_a_link_or_file_of_the_same_package()
    {
        new RawApk { Data = RawApk.Tree(RawTar.Link("a", "/etc"), RawApk.FileWithHash("a/passwd")) }
            .Fails(ApkFault.ForbiddenEntry, "'a/passwd' at offset 2048 of the data would be written through 'a', which is a symbolic link");
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("a"), RawApk.FileWithHash("a/b")) }.Fails(ApkFault.ForbiddenEntry, "which is a file");
        Assert.AreEqual("/etc", new RawApk { Data = RawApk.Tree(RawTar.Link("a", "/etc")) }.Read().Entries[1].LinkTarget);
    }

    [TestMethod]
    [DataRow("", "has no target")]
    [DataRow("a\nb", "control character")]
    public void B40_have_targets_that_are_text(string target, string words) =>
        new RawApk { Data = RawApk.Tree(RawTar.Link("usr/a", target)) }.Fails(ApkFault.ForbiddenEntry, words);

    [TestMethod]
    [DataRow("/usr/hello")]
    [DataRow("usr/later")]
    [DataRow("usr/link")]
    [DataRow("usr")]
    [DataRow("usr/self")]
    [DataRow("other/package")]
    [DataRow("./usr/hello")]
    [DataRow("usr/first")]
    [DataRow("")]
    public void B42_are_hard_links_only_to_earlier_files(string target)
    {
        byte[] data = RawApk.Tree(
            RawApk.FileWithHash("usr/hello"), RawTar.Link("usr/link", "hello"), RawTar.Link("usr/first", "usr/hello", '1'),
            RawTar.Link("usr/self", target, '1'), RawApk.FileWithHash("usr/later"));
        new RawApk { Data = data }.Fails(ApkFault.ForbiddenEntry, "no earlier file");
    }

    [TestMethod]
    public void B42_are_hard_links_with_the_targets_mode_and_checksum()
    {
        byte[] file = RawApk.FileWithHash("usr/hello", "foo");
        byte[] link = RawTar.Link("usr/again", "usr/hello", '1');
        Assert.AreEqual(PackageEntryKind.HardLink, new RawApk { Data = RawApk.Tree(file, RawTar.Pax($"APK-TOOLS.checksum.SHA1={Foo40}"), link) }.Read().Entries[2].Kind);
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/hello", "foo", mode: 0b111_101_101), link) }.Fails(ApkFault.ForbiddenEntry, "mode or owner");
        new RawApk { Data = RawApk.Tree(file, RawTar.Pax($"APK-TOOLS.checksum.SHA1={RawApk.Sha1("bar")}"), link) }.Fails(ApkFault.FileChecksumMismatch, "another checksum");
    }

    [TestMethod]
    [DataRow('3', "a character device")]
    [DataRow('4', "a block device")]
    [DataRow('6', "a FIFO")]
    [DataRow('\0', "a file of the old tar dialect")]
    [DataRow('7', "a contiguous file")]
    [DataRow('S', "a GNU sparse file")]
    [DataRow('D', "type 'D'")]
    [DataRow('M', "type 'M'")]
    [DataRow('V', "type 'V'")]
    [DataRow('A', "type 'A'")]
    [DataRow('g', "a global pax header")]
    [DataRow('\u00ff', "type 0xff")]
    public void B43_B44_B45_B48_are_files_directories_and_links(char type, string words) =>
        new RawApk { Data = RawApk.Tree(RawTar.Entry("usr/x", type)) }.Fails(ApkFault.ForbiddenEntry, words);

    [TestMethod]
    public void B45_give_nothing_twice_in_different_ways()
    {
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "foo", null, 0b110_100_100, "size=3")) }.Fails(ApkFault.ForbiddenEntry, "its size in a pax record");
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "foo", null, 0b110_100_100, "uid=3")) }.Fails(ApkFault.ForbiddenEntry, "its uid in a pax record");
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "foo", null, 0b110_100_100, "GNU.sparse.major=1")) }.Fails(ApkFault.ForbiddenEntry, "'GNU.sparse.major'");
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "foo", null, 0b110_100_100, "hdrcharset=BINARY")) }.Fails(ApkFault.ForbiddenEntry, "'hdrcharset'");
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "foo", header => header[157] = (byte)'t')) }.Fails(ApkFault.ForbiddenEntry, "has a link's target");
        new RawApk { Data = RawApk.Tree(RawTar.Pax("path=usr/x", "path=usr/y"), RawTar.File("a")) }.Fails(ApkFault.MalformedTar, "'path' twice");
    }

    [TestMethod]
    public void B46_have_no_targets_that_others_cut_off()
    {
        string target = new('t', 101);
        byte[] gnu = RawTar.Entry("././@LongLink", 'K', content: [.. System.Text.Encoding.ASCII.GetBytes(target), 0]);
        new RawApk { Data = RawApk.Tree(gnu, RawTar.Link("usr/x", "t")) }.Fails(ApkFault.ForbiddenEntry, "GNU long-link");
        Assert.AreEqual(target, new RawApk { Data = RawApk.Tree(RawTar.Pax($"linkpath={target}"), RawTar.Link("usr/x", "t")) }.Read().Entries[1].LinkTarget);
    }

    [TestMethod]
    [DataRow(124, 12, "10000000000\0", "8 GiB", ApkFault.MalformedTar)]
    [DataRow(124, 12, "100000000000", "8 GiB", ApkFault.ForbiddenEntry)]
    [DataRow(136, 12, "100000000000", "modification time", ApkFault.ForbiddenEntry)]
    [DataRow(136, 12, "40000000000\0", "modification time", ApkFault.ForbiddenEntry)]
    [DataRow(136, 12, "\u0080\0\0\0\0\0\0\0\0\0\0\u0001", "base 256", ApkFault.MalformedTar)]
    public void B47_have_numbers_that_every_reader_can_hold(int at, int width, string text, string words, ApkFault fault)
    {
        Assert.AreEqual(width, text.Length);
        byte[] file = RawApk.FileWithHash("usr/x", "", header => System.Text.Encoding.Latin1.GetBytes(text).CopyTo(header.AsSpan(at)));
        ApkException e = Assert.ThrowsExactly<ApkException>(() => new RawApk { Data = RawApk.Tree(file) }.Read());
        Assert.AreEqual(fault, e.Fault, e.Message);
        if (fault == ApkFault.ForbiddenEntry)
        {
            StringAssert.Contains(e.Message, words, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void B49_stand_there_once()
    {
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x"), RawApk.FileWithHash("usr/x")) }.Fails(ApkFault.ForbiddenEntry, "twice");
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x"), RawTar.Directory("usr/x")) }.Fails(ApkFault.ForbiddenEntry, "twice");
        new RawApk { Data = RawApk.Tree(RawTar.Directory("usr/x/"), RawTar.Link("usr/x", "y")) }.Fails(ApkFault.ForbiddenEntry, "twice");
    }

    [TestMethod]
    public void B51_have_the_content_that_their_record_says()
    {
        new RawApk { Data = RawApk.Tree(RawTar.Pax($"APK-TOOLS.checksum.SHA1={Foo40}"), RawTar.File("usr/x", content: "bar")) }.Fails(ApkFault.FileChecksumMismatch, $"but its record says {Foo40}");
        new RawApk { Data = RawApk.Tree(RawTar.File("usr/x", content: "foo")) }.Fails(ApkFault.FileChecksumMismatch, "has no checksum record");
        new RawApk { Data = RawApk.Tree(RawTar.Pax($"APK-TOOLS.checksum.SHA1={Foo40[1..]}"), RawTar.File("usr/x", content: "foo")) }.Fails(ApkFault.FileChecksumMismatch, "no SHA-1");
        new RawApk { Data = RawApk.Tree(RawTar.Pax("APK-TOOLS.checksum.SHA1="), RawTar.File("usr/x", content: "foo")) }.Fails(ApkFault.FileChecksumMismatch, "no SHA-1");
        string old = "Q1" + Convert.ToBase64String(Convert.FromHexString(Foo40));
        foreach (string record in new[] { Foo40, Foo40.ToUpperInvariant(), old })
        {
            Assert.AreEqual(Foo40, new RawApk { Data = RawApk.Tree(RawTar.Pax($"APK-TOOLS.checksum.SHA1={record}"), RawTar.File("usr/x", content: "foo")) }.Read().Entries[1].Sha1);
        }
    }

    [TestMethod]
    public void B51_have_a_checksum_of_the_links_text_if_any()
    {
        byte[] link = RawTar.Link("usr/x", "foo");
        Assert.IsNull(new RawApk { Data = RawApk.Tree(link) }.Read().Entries[1].Sha1);
        Assert.AreEqual(Foo40, new RawApk { Data = RawApk.Tree(RawTar.Pax($"APK-TOOLS.checksum.SHA1={Foo40}"), link) }.Read().Entries[1].Sha1);
        new RawApk { Data = RawApk.Tree(RawTar.Pax($"APK-TOOLS.checksum.SHA1={RawApk.Sha1("bar")}"), link) }.Fails(ApkFault.FileChecksumMismatch, "'usr/x'");
    }

    [TestMethod]
    public void B52_come_after_their_directories() =>
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/lib/x")) }.Fails(ApkFault.ForbiddenEntry, "without an earlier entry for its directory 'usr/lib'");

    [TestMethod]
    [DataRow("usr/x", '0', "4755", "setuid or setgid (mode 4755)")]
    [DataRow("usr/x", '0', "2755", "setuid or setgid")]
    [DataRow("usr/x", '5', "2755", "setuid or setgid")]
    [DataRow("usr/x", '0', "1755", "sticky")]
    [DataRow("usr/x", '5', "1755", "sticky")]
    [DataRow("usr/x", '0', "666", "writable by everybody (mode 666)")]
    [DataRow("usr/x", '5', "777", "writable by everybody")]
    [DataRow("tmp", '5', "777", "writable by everybody")]
    [DataRow("tmp", '0', "1777", "sticky")]
    [DataRow("usr/x", '0', "100644", "bits beyond permissions")]
    public void B53_give_nobody_more_rights(string path, char type, string mode, string words)
    {
        int bits = Convert.ToInt32(mode, 8);
        new RawApk { Data = RawApk.Tree(type == '0' ? RawApk.FileWithHash(path, mode: bits) : RawTar.Directory(path, bits)) }.Fails(ApkFault.ForbiddenEntry, words);
    }

    [TestMethod]
    [DataRow("tmp", "1777")]
    [DataRow("root", "700")]
    [DataRow("proc", "555")]
    [DataRow("usr/x", "0")]
    public void B53_may_have_all_other_modes(string path, string mode) =>
        Assert.AreEqual(mode, Convert.ToString(new RawApk { Data = RawApk.Tree(RawTar.Directory(path, Convert.ToInt32(mode, 8))) }.Read().Entries[1].Mode, 8));

    [TestMethod]
    [DataRow("security.capability")]
    [DataRow("security.selinux")]
    [DataRow("trusted.overlay.opaque")]
    [DataRow("user.overlay.opaque")]
    [DataRow("com.docker.grpcfuse.ownership")]
    [DataRow("system.posix_acl_access")]
    public void B54_have_no_attributes_that_mean_something(string name) =>
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "foo", null, 0b110_100_100, $"SCHILY.xattr.{name}=1")) }
            .Fails(ApkFault.ForbiddenEntry, $"the extended attribute '{name}'");

    [TestMethod]
    public void B54_keep_harmless_attributes() =>
        Assert.AreEqual("text", new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "foo", null, 0b110_100_100, "SCHILY.xattr.user.note=text")) }
            .Read().Entries[1].ExtendedAttributes["user.note"]);

    [TestMethod]
    [DataRow("usr/.wh.foo")]
    [DataRow("usr/.wh..wh..opq")]
    [DataRow("usr/.wh.d/x")]
    public void B55_are_no_whiteouts(string path) =>
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash(path)) }.Fails(ApkFault.ForbiddenEntry, "whiteout");

    [TestMethod]
    [DataRow(108, "user number")]
    [DataRow(116, "group number")]
    public void B56_have_owners_within_bounds(int at, string words)
    {
        // Eight octal digits hold at most 16777215; the field has no room for more, and pax records are refused.
        byte[] file = RawApk.FileWithHash("usr/x", "", header => "77777777"u8.CopyTo(header.AsSpan(at)));
        PackageEntry entry = new RawApk { Data = RawApk.Tree(file) }.Read().Entries[1];
        Assert.AreEqual(16777215, at == 108 ? entry.Uid : entry.Gid);
        string key = at == 108 ? "uid" : "gid";
        foreach (string number in new[] { "4294967295", "2147483648" })
        {
            ApkException e = new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("usr/x", "", null, 0b110_100_100, $"{key}={number}")) }.Fails(ApkFault.ForbiddenEntry, words);
            StringAssert.Contains(e.Message, number, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void B61_are_bounded_in_depth_and_length()
    {
        string deep = string.Join('/', Enumerable.Repeat("d", 129));
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("x", "", null, 0b110_100_100, $"path={deep}")) }.Fails(ApkFault.ForbiddenEntry, "128 directories deep");
        string part = "usr/" + new string('p', 256);
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("x", "", null, 0b110_100_100, $"path={part}")) }.Fails(ApkFault.ForbiddenEntry, "255 bytes");
        string path = new('p', 64 * 1024);
        new RawApk { Data = RawApk.Tree(RawApk.FileWithHash("x", "", null, 0b110_100_100, $"path={path}")) }.Fails(ApkFault.LimitExceeded, "4096 bytes");
    }
}
