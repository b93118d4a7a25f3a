using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Indexes;

[TestClass]
public sealed class IndexWriter_bytes
{
    private static IndexRecord[] Records() =>
    [
        Record("zlib", "1.3-r0") with { Provides = [Provide.Parse("so:libz.so.1=1.3")], ProviderPriority = 10 },
        Record("app", "1.10-r0"),
        Record("app", "1.9-r0") with
        {
            Size = 1234, InstalledSize = 5678, Description = "Ein Gruß", Url = "https://example.org/?a=b", License = "MIT AND ISC", Origin = "app",
            Maintainer = "Team <team@example.org>", BuildTime = 1, Commit = "abc", Depends = [DependencyAtom.Parse("zlib>1.2"), DependencyAtom.Parse("!musl")],
            InstallIf = [DependencyAtom.Parse("docs"), DependencyAtom.Parse("app=1.9-r0")],
        },
    ];

    [TestMethod]
    public void Are_read_back_sorted_and_equal()
    {
        PackageIndex index = RawIndex.Read(IndexWriter.Write(Records(), "about", TestKeys.Team));
        CollectionAssert.AreEqual(new[] { "app-1.9-r0", "app-1.10-r0", "zlib-1.3-r0" }, index.Records.Select(r => r.ToString()).ToArray());
        CollectionAssert.AreEquivalent(Records(), index.Records.ToArray());
        Assert.AreEqual("about", index.Description);
        CollectionAssert.AreEqual(new[] { "team.rsa.pub" }, index.VerifiedBy.ToArray());
    }

    [TestMethod]
    public void Do_not_depend_on_the_order_of_records() =>
        CollectionAssert.AreEqual(IndexWriter.Write(Records(), "about", TestKeys.Team), IndexWriter.Write(Records().Reverse(), "about", TestKeys.Team));

    [TestMethod]
    public void Are_one_archive_to_an_independent_reader_and_have_the_golden_text()
    {
        using GZipStream gzip = new(new MemoryStream(IndexWriter.Write(Records(), "about", TestKeys.Team)), CompressionMode.Decompress);
        using TarReader tar = new(gzip);
        Assert.AreEqual(".SIGN.RSA256.team.rsa.pub", tar.GetNextEntry()?.Name);
        Assert.AreEqual("DESCRIPTION", tar.GetNextEntry()?.Name);
        TarEntry? entry = tar.GetNextEntry();
        Assert.AreEqual("APKINDEX", entry?.Name);
        using StreamReader text = new(entry!.DataStream!, Encoding.UTF8);
        Golden.Verify("Wolfi.Apk.Tests", "index", "txt", text.ReadToEnd());
    }

    [TestMethod]
    public void Are_refused_for_values_that_would_break_lines()
    {
        IndexRecord[] records = [Records()[0] with { Description = "a\nP:evil" }];
        RawIndex.Fails(ApkFault.MalformedIndex, "can't be written", () => IndexWriter.Write(records, "", null));
    }

    [TestMethod]
    public void Name_packages_as_they_are()
    {
        MemoryStream output = new();
        PackageInfo info = new()
        {
            Name = "hello", Version = PackageVersion.Parse("1.0-r0"), Architecture = "noarch", Description = "d", License = "MIT", Origin = "o", BuildDate = 7, Commit = "c",
            Url = "u", Maintainer = "m", ProviderPriority = 3, Depends = [DependencyAtom.Parse("b"), DependencyAtom.Parse("a>1")], Provides = [Provide.Parse("cmd:x=1.0-r0")],
        };
        ApkPackage package = ApkPackageWriter.Write(info, [PackageContent.File("f", 0b110_100_100, [1, 2, 3])], TestKeys.Team, output, default);
        IndexRecord record = RawIndex.Read(IndexWriter.Write([IndexRecords.FromPackage(package)], "", TestKeys.Team)).Records.Single();
        ApkPackageVerifier.MatchRecord(package, record);
        Assert.AreEqual(3, record.InstalledSize);
        Assert.AreEqual(output.Length, record.Size);
        Assert.AreEqual("d u MIT o m 7 c 3", $"{record.Description} {record.Url} {record.License} {record.Origin} {record.Maintainer} {record.BuildTime} {record.Commit} {record.ProviderPriority}");
        Assert.AreEqual(SignatureAlgorithm.Rsa256, package.Signatures.Single().Algorithm);
    }

    private static IndexRecord Record(string name, string version) => new()
    {
        Name = name, Version = PackageVersion.Parse(version), Architecture = "x86_64", Checksum = RawIndex.Checksum,
    };
}
