using Wolfi.Apk.Packages;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Fuzzing;

[TestClass]
public sealed class Changed_packages
{
    private static readonly PackageContent Executable = PackageContent.File("usr/bin/hello", 0b111_101_101, Samples.Bytes(3000, 1));

    private static byte[] Written()
    {
        MemoryStream output = new();
        PackageInfo info = new() { Name = "hello", Version = PackageVersion.Parse("1.0-r0"), Architecture = "x86_64", Depends = [DependencyAtom.Parse("so:libc.so.6")] };
        PackageContent[] contents =
        [
            Executable,
            PackageContent.HardLink("usr/bin/again", Executable),
            PackageContent.SymbolicLink("usr/lib/link", "../bin/hello"),
            PackageContent.File($"usr/share/{new string('n', 150)}", 0b110_100_100, Samples.Bytes(700, 2)),
        ];
        ApkPackageWriter.Write(info, contents, TestKeys.Team, output, default);
        return output.ToArray();
    }

    private static byte[] DataTar()
    {
        byte[] apk = Written();
        ApkPackage package = ApkPackageReader.Read(new MemoryStream(apk), "x", default);
        return Samples.Gunzip(apk[(int)package.DataMember.Offset..], endKnown: true);
    }

    [TestMethod]
    public void Are_read_or_refused_whatever_byte_of_the_file_changed() =>
        Fuzzer.Run([Written(), new RawApk().Build()], apk => ApkPackageReader.Read(new MemoryStream(apk), "hello.apk", default));

    [TestMethod]
    public void Are_read_or_refused_whatever_the_data_holds() =>
        Fuzzer.Run([DataTar(), RawApk.Tree(RawApk.FileWithHash("usr/hello", "content"), RawTar.Entry("l", 'L', content: new byte[200]), RawTar.File("x"))],
            tar => new RawApk { Data = tar }.Read(), RepairChecksums);

    [TestMethod]
    public void Are_read_or_refused_whatever_the_control_member_holds() =>
        Fuzzer.Run([[.. RawTar.File(".PKGINFO", content: $"{RawApk.Info}datahash = {new RawApk().Read().Info.DataHash}\n"), .. RawTar.File(".post-install", content: "#!/bin/sh\n")]],
            tar => new RawApk { ControlTar = _ => tar }.Read(), RepairChecksums);

    [TestMethod]
    public void Are_read_or_refused_whatever_the_signature_member_holds()
    {
        byte[] control = [.. new RawApk().Read().ControlBytes];
        byte[] tar = [.. RawApk.SignatureEntry(TestKeys.Team, control), .. RawApk.SignatureEntry(TestKeys.Other, control)];
        Fuzzer.Run([tar],
            changed => ApkPackageVerifier.VerifySignatures(new RawApk { SignatureTar = _ => changed }.Read(), TestKeys.BothRing, Apk.Signing.SignatureAlgorithm.Rsa256), RepairChecksums);
    }

    [TestMethod]
    public void Are_read_or_refused_whatever_PKGINFO_says() =>
        Fuzzer.Run([System.Text.Encoding.UTF8.GetBytes(RawApk.Info + $"depend = a>1 !b c\nprovides = so:x=1\ninstall_if = y\ndatahash = {new string('0', 64)}\n")],
            text => PackageInfoText.Parse(text, "hello.apk"));

    // Most changed headers would be refused for their checksum alone: every block that looks like one gets a right one, mostly.
    private static byte[] RepairChecksums(byte[] tar, Random random)
    {
        for (int at = 0; at + 512 <= tar.Length; at += 512)
        {
            Span<byte> block = tar.AsSpan(at, 512);
            if (random.Next(50) > 0 && block[257..262].SequenceEqual("ustar"u8))
            {
                TarHeader.WriteOctal(block[TarHeader.Checksum][..7], TarHeader.ComputeChecksum(block));
                block[TarHeader.Checksum][7] = (byte)' ';
            }
        }

        return tar;
    }
}
