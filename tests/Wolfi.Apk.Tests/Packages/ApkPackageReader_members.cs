using System.IO.Compression;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Tests.Archives;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>Cases B34 to B37, B60, B61 and J150 of the list of attacks: the members of a package, and nothing beside them.</summary>
[TestClass]
public sealed class ApkPackageReader_members
{
    [TestMethod]
    [DataRow("", "has no datahash")]
    [DataRow("datahash = \n", "has no datahash")]
    [DataRow("datahash = 0000000000000000000000000000000000000000000000000000000000000000\n", ".PKGINFO names 0000")]
    [DataRow("datahash = 000000000000000000000000000000000000000000000000000000000000000\n", "not 64 hexadecimal digits")]
    [DataRow("datahash = DATAHASHDATAHASH\n", "not 64 hexadecimal digits")]
    [DataRow("datahash = zz00000000000000000000000000000000000000000000000000000000000000\n", "not 64 hexadecimal digits")]
    [DataRow("datahash = DATAHASH\ndatahash = DATAHASH\n", "a second time")]
    public void B30_B34_B35_Name_the_data_by_one_hash(string lines, string words)
    {
        ApkFault fault = words.Contains("names", StringComparison.Ordinal) ? ApkFault.DataHashMismatch : ApkFault.MalformedPackageInfo;
        new RawApk { InfoText = RawApk.Info + lines }.Fails(fault, words);
    }

    [TestMethod]
    public void B34_Take_the_hash_in_upper_case_too()
    {
        RawApk apk = new();
        string hash = apk.Read().Info.DataHash;
        Assert.AreEqual(hash, new RawApk { InfoText = $"{RawApk.Info}datahash = {hash.ToUpperInvariant()}\n" }.Read().Info.DataHash);
    }

    [TestMethod]
    public void B35_Hold_one_PKGINFO_first()
    {
        new RawApk { ControlRest = RawTar.File(".PKGINFO", content: RawApk.Info) }.Fails(ApkFault.ForbiddenEntry, "'.PKGINFO' of the control member is there twice");
        new RawApk { ControlTar = info => [.. RawTar.File(".melange.yaml"), .. info] }.Fails(ApkFault.ForbiddenEntry, "comes before .PKGINFO");
        new RawApk { ControlTar = _ => RawTar.File(".melange.yaml") }.Fails(ApkFault.ForbiddenEntry, "comes before .PKGINFO");
        new RawApk { ControlTar = _ => [] }.Fails(ApkFault.MalformedTar, "control member is empty");
    }

    [TestMethod]
    public void B36_Are_three_and_end_with_the_file()
    {
        byte[] more = Samples.Gzip(RawTar.Zeros(2));
        foreach (byte[] surplus in new[] { [0], new byte[8], new byte[512], "junk"u8.ToArray(), Samples.Gzip([]), more })
        {
            new RawApk { ChangeData = data => [.. data, .. surplus] }.Fails(ApkFault.MalformedGzip, "");
        }

        byte[] tar = RawApk.Tree(RawApk.FileWithHash("usr/hello", "content"));
        new RawApk { ChangeData = _ => [.. Samples.Gzip(tar.AsSpan(0, 512)), .. Samples.Gzip(tar.AsSpan(512))] }.Fails(ApkFault.MalformedGzip, "other bytes follow");
        new RawApk { ChangeData = _ => [] }.Fails(ApkFault.MalformedGzip, "it has no data");
        new RawApk { ChangeData = data => data[..^1] }.Fails(ApkFault.MalformedGzip, "");
        new RawApk { ChangeData = data => data[..20] }.Fails(ApkFault.MalformedGzip, "cut off");
    }

    [TestMethod]
    public void B36_End_their_archive_in_the_data_alone()
    {
        new RawApk { Data = RawTar.Directory("usr") }.Fails(ApkFault.MalformedTar, "no end-of-archive");
        new RawApk { Data = [.. RawTar.Directory("usr"), .. RawTar.Zeros(2), .. RawTar.Directory("etc")] }.Fails(ApkFault.MalformedTar, "goes on after its end-of-archive");
        new RawApk { Data = [.. RawTar.Directory("usr"), 1] }.Fails(ApkFault.MalformedTar, "cut off");
    }

    [TestMethod]
    public void B37_Control_and_signature_stay_open()
    {
        new RawApk { ControlRest = RawTar.Zeros(2) }.Fails(ApkFault.MalformedTar, "the control member ends the archive");
        new RawApk { SignatureTar = control => [.. RawApk.SignatureEntry(TestKeys.Team, control), .. RawTar.Zeros(2)] }
            .Fails(ApkFault.MalformedTar, "the signature member ends the archive");
    }

    [TestMethod]
    [DataRow("usr/evil", "no dot-file's")]
    [DataRow("evil", "no dot-file's")]
    [DataRow("./evil", "no dot-file's")]
    [DataRow("../evil", "no dot-file's")]
    [DataRow("..", "no dot-file's")]
    [DataRow(".", "no dot-file's")]
    [DataRow(".INSTALL", "no place there")]
    [DataRow(".SIGN.RSA256.team.rsa.pub", "no place there")]
    public void B37_Control_holds_dot_files_only(string path, string words) =>
        new RawApk { ControlRest = RawTar.File(path) }.Fails(ApkFault.ForbiddenEntry, words);

    [TestMethod]
    public void B37_Control_holds_files_only()
    {
        new RawApk { ControlRest = RawTar.Link(".post-install", "/bin/sh") }.Fails(ApkFault.ForbiddenEntry, "a symbolic link; only files");
        new RawApk { ControlRest = RawTar.Directory(".d") }.Fails(ApkFault.ForbiddenEntry, "a directory; only files");
    }

    [TestMethod]
    public void B37_Signatures_are_alone_in_their_member()
    {
        new RawApk { SignatureTar = control => [.. RawApk.SignatureEntry(TestKeys.Team, control), .. RawTar.File(".PKGINFO")] }
            .Fails(ApkFault.ForbiddenEntry, "'.PKGINFO' stands in the signature member");
        byte[] two = new RawApk { SignatureTar = control => RawApk.SignatureEntry(TestKeys.Team, control) }.Build();
        byte[] signature = Samples.Gzip(RawTar.Entry(".SIGN.RSA256.x", '0'));
        ApkException e = Assert.ThrowsExactly<ApkException>(() => ApkPackageReader.Read(new MemoryStream([.. signature, .. two]), "two", default));
        StringAssert.Contains(e.Message, "two signature members", StringComparison.Ordinal);
        e = Assert.ThrowsExactly<ApkException>(() => ApkPackageReader.Read(new MemoryStream(signature), "one", default));
        StringAssert.Contains(e.Message, "ends after its signature member", StringComparison.Ordinal);
    }

    [TestMethod]
    public void B59_Name_scripts_and_never_run_them()
    {
        byte[] rest = [.. RawTar.File(".melange.yaml"), .. RawTar.File(".post-install", content: "#!/bin/sh"), .. RawTar.File(".trigger")];
        CollectionAssert.AreEqual(new[] { ".post-install", ".trigger" }, new RawApk { ControlRest = rest }.Read().Scripts.ToArray());
    }

    [TestMethod]
    [DataRow("ADBd\0\0\0\0", "an APK v3 file")]
    [DataRow("ADB.\0\0\0\0", "an APK v3 file")]
    [DataRow("\u0028\u00b5\u002f\u00fd", "zstd-compressed")]
    [DataRow("PK\u0003\u0004", "a zip file")]
    [DataRow("\u00fd7zXZ", "xz-compressed")]
    [DataRow("<html>", "an HTML or XML document")]
    [DataRow("", "an empty file")]
    [DataRow("x", "of an unknown format")]
    public void B60_Of_other_formats_are_called_by_name(string start, string words)
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(() => ApkPackageReader.Read(new MemoryStream(Encoding.Latin1.GetBytes(start)), "x.apk", default));
        Assert.AreEqual(ApkFault.UnsupportedFormat, e.Fault);
        Assert.AreEqual($"x.apk: is {words}, not an APK v2 package.", e.Message);
    }

    [TestMethod]
    public void B60_A_plain_tar_is_none()
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(() => ApkPackageReader.Read(new MemoryStream(RawTar.File("usr/x")), "x.apk", default));
        StringAssert.Contains(e.Message, "a plain tar file", StringComparison.Ordinal);
    }

    [TestMethod]
    public void B61_Inflate_within_bounds()
    {
        RawApk bomb = new() { Data = RawApk.Tree(RawApk.FileWithHash("usr/zeros", new string('\0', 20_000_000))) };
        bomb.Fails(ApkFault.LimitExceeded, "more than 250 times its size");
        RawApk control = new() { ControlRest = RawTar.File(".post-install", content: new string('\0', 40_000_000)) };
        control.Fails(ApkFault.LimitExceeded, "");
        RawApk info = new() { InfoText = RawApk.Info + "datahash = DATAHASH\n#" + Convert.ToBase64String(Samples.Bytes(4 << 20, 1)) };
        info.Fails(ApkFault.LimitExceeded, "");
    }

    [TestMethod]
    public void J150_Of_empty_members_without_number_end_at_once()
    {
        byte[] empty = Samples.Gzip([]);
        MemoryStream file = new();
        for (int i = 0; i < 100_000; i++)
        {
            file.Write(empty);
        }

        ApkException e = Assert.ThrowsExactly<ApkException>(() => ApkPackageReader.Read(file, "members.apk", default));
        StringAssert.Contains(e.Message, "control member is empty", StringComparison.Ordinal);
    }

    [TestMethod]
    public void J150_Of_stored_blocks_are_sound()
    {
        byte[] stored = Samples.Gzip(RawApk.Tree(RawApk.FileWithHash("usr/hello", "content")), CompressionLevel.NoCompression);
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stored));
        Assert.AreEqual(hash, new RawApk { ChangeData = _ => stored, InfoText = $"{RawApk.Info}datahash = {hash}\n" }.Read().Info.DataHash);
    }

    [TestMethod]
    public void Of_a_head_alone_are_read_without_data()
    {
        RawApk apk = new() { SignatureTar = control => RawApk.SignatureEntry(TestKeys.Team, control) };
        byte[] bytes = apk.Build();
        ApkPackage package = apk.Read();
        int end = (int)package.DataMember.Offset;
        PackageHead head = ApkPackageReader.ReadHead(bytes.AsSpan(0, end), "head");
        Assert.AreEqual(PackageText.Describe(package.Info), PackageText.Describe(head.Info));
        Assert.AreEqual(package.Checksum, head.Checksum);
        CollectionAssert.AreEqual(package.ControlBytes.ToArray(), head.ControlBytes.ToArray());
        CollectionAssert.AreEqual(package.SignatureBytes.ToArray(), head.SignatureBytes.ToArray());
        foreach (int length in new[] { bytes.Length, end + 1, end - 1, 0, 3 })
        {
            Assert.ThrowsExactly<ApkException>(() => ApkPackageReader.ReadHead(bytes.AsSpan(0, length), "head"));
        }
    }

    [TestMethod]
    public void Stop_when_asked()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => ApkPackageReader.Read(new MemoryStream(new RawApk().Build()), "x", source.Token));
    }
}
