using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Packages;

[TestClass]
public sealed class ApkPackageWriter_packages
{
    private static readonly PackageInfo Info = new()
    {
        Name = "hello-web",
        Version = PackageVersion.Parse("1.4.0-r0"),
        Architecture = "x86_64",
        Description = "A small web app",
        Origin = "hello-web",
        License = "MIT",
        Depends = [DependencyAtom.Parse("aspnet-10-runtime"), DependencyAtom.Parse("so:libc.so.6")],
    };

    private static readonly PackageContent Executable = PackageContent.File("app/hello", 0b111_101_101, "#!"u8.ToArray());

    private static IReadOnlyList<PackageContent> Contents() =>
    [
        PackageContent.File("var/lib/db/sbom/hello-web-1.4.0-r0.spdx.json", 0b110_100_100, "{}"u8.ToArray()),
        Executable,
        PackageContent.File("app/data/empty", 0b110_100_100, []),
        PackageContent.File("app-data/file", 0b110_100_100, Encoding.UTF8.GetBytes(new string('x', 100_000))),
        PackageContent.File($"app/{new string('n', 120)}", 0b110_100_100, "long"u8.ToArray()),
        PackageContent.SymbolicLink("app/current", "hello"),
        PackageContent.HardLink("app/again", Executable),
        PackageContent.Directory("app/data", 0b111_101_000) with { Uid = 65532, Gid = 65532 },
        PackageContent.File("app/Ünïcode", 0b110_100_100, "u"u8.ToArray()),
    ];

    [TestMethod]
    public void Are_returned_as_a_reader_finds_them()
    {
        byte[] bytes = Write(Contents(), out ApkPackage written);
        ApkPackage read = ApkPackageReader.Read(new MemoryStream(bytes), "hello-web.apk", default);
        Assert.AreEqual(PackageText.Describe(written), PackageText.Describe(read));
        Assert.AreEqual(2 + 2 + 100_000 + 4 + 1, read.Info.InstalledSize);
    }

    [TestMethod]
    public void Are_the_same_bytes_in_any_order_of_contents()
    {
        byte[] first = Write(Contents(), out _);
        CollectionAssert.AreEqual(first, Write([.. Contents().Reverse()], out _));
        CollectionAssert.AreNotEqual(first, Write([.. Contents().Skip(1)], out _));
    }

    [TestMethod]
    public void Have_data_that_does_not_depend_on_the_key()
    {
        Write(Contents(), out ApkPackage one);
        ApkPackage two = ApkPackageWriter.Write(Info, Contents(), TestKeys.Other, new MemoryStream(), default);
        Assert.AreEqual(one.Info.DataHash, two.Info.DataHash);
        Assert.AreEqual(one.Checksum, two.Checksum);
        Assert.AreNotEqual(one.FileSha256, two.FileSha256);
    }

    [TestMethod]
    public void Look_as_the_golden_listing_says()
    {
        byte[] bytes = Write(Contents(), out ApkPackage package);
        // Compressed bytes, and so the data's hash, may differ between versions of the runtime.
        string info = Encoding.UTF8.GetString(package.InfoBytes.AsSpan()).Replace(package.Info.DataHash, "DATAHASH", StringComparison.Ordinal);
        Golden.Verify("Wolfi.Apk.Tests", "package", "txt", $"{info}\n{PackageText.List(bytes)}");
    }

    [TestMethod]
    public void Have_three_members_with_the_constant_header()
    {
        byte[] bytes = Write(Contents(), out ApkPackage package);
        foreach (MemberRange member in new[] { package.SignatureMember!.Value, package.ControlMember, package.DataMember })
        {
            Assert.AreEqual("1F8B08000000000000FF", Convert.ToHexString(bytes.AsSpan((int)member.Offset, 10)));
        }

        Assert.AreEqual(bytes.Length, package.DataMember.End);
        Assert.IsTrue(ApkPackageVerifier.VerifySignatures(package, TestKeys.TeamRing, Apk.Signing.SignatureAlgorithm.Rsa256).Signed);
    }

    [TestMethod]
    public void Replace_what_the_output_held()
    {
        byte[] expected = Write(Contents(), out _);
        MemoryStream output = new();
        output.Write(new byte[1_000_000]);
        ApkPackageWriter.Write(Info, Contents(), TestKeys.Team, output, default);
        CollectionAssert.AreEqual(expected, output.ToArray());
    }

    [TestMethod]
    public void May_be_empty()
    {
        byte[] bytes = Write([], out ApkPackage written);
        Assert.AreEqual(0, written.Info.InstalledSize);
        Assert.AreEqual(PackageText.Describe(written), PackageText.Describe(ApkPackageReader.Read(new MemoryStream(bytes), "empty.apk", default)));
    }

    [TestMethod]
    [DataRow("../x", "begins with a dot")]
    [DataRow("/x", "absolute")]
    [DataRow("app/hello", "packed twice")]
    [DataRow("app/hello/x", "which is a file")]
    [DataRow("app/current/x", "which is a symbolic link")]
    public void Are_refused_where_a_reader_would_refuse_them(string path, string words)
    {
        PackageContent[] contents = [.. Contents(), PackageContent.File(path, 0b110_100_100, [])];
        ApkException e = Assert.ThrowsExactly<ApkException>(() => Write(contents, out _));
        Assert.AreEqual(ApkFault.ForbiddenEntry, e.Fault);
        StringAssert.Contains(e.Message, words, StringComparison.Ordinal);
    }

    [TestMethod]
    public void B86_notice_a_file_that_changes_while_it_is_packed()
    {
        int opened = 0;
        PackageContent same = PackageContent.File("f", 0b110_100_100, 1, () => new MemoryStream([(byte)opened++]));
        Assert.AreEqual(ApkFault.FileChecksumMismatch, Assert.ThrowsExactly<ApkException>(() => Write([same], out _)).Fault);

        PackageContent longer = PackageContent.File("f", 0b110_100_100, 1, () => new MemoryStream(new byte[1 + (opened++ % 2)]));
        Assert.AreEqual(ApkFault.FileChecksumMismatch, Assert.ThrowsExactly<ApkException>(() => Write([longer], out _)).Fault);
    }

    private static byte[] Write(IReadOnlyList<PackageContent> contents, out ApkPackage package)
    {
        MemoryStream output = new();
        package = ApkPackageWriter.Write(Info, contents, TestKeys.Team, output, default);
        return output.ToArray();
    }
}
