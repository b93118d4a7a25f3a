using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>A package's SBOM is kept when its data is inflated, so that it need not be inflated again.</summary>
[TestClass]
public sealed class ApkPackageReader_of_sboms
{
    [TestMethod]
    public void Keeps_them_when_it_reads_all_and_not_when_the_facts_are_known()
    {
        using MemoryStream stream = Write(
            PackageContent.File("usr/share/large", 0x1A4, new byte[100]),
            PackageContent.File("var/lib/db/sbom/x-1.0-r0.spdx.json", 0x1A4, "{}"u8.ToArray()));
        ApkPackage read = ApkPackageReader.Read(stream, "x", CancellationToken.None);
        Assert.AreEqual("{}", Encoding.UTF8.GetString(read.Sboms.Single().Value.AsSpan()));
        Assert.AreEqual("var/lib/db/sbom/x-1.0-r0.spdx.json", read.Sboms.Single().Key);
        Assert.IsEmpty(ApkPackageReader.Read(stream, "x", _ => PackageFacts.Of(read), CancellationToken.None).Sboms);
    }

    [TestMethod]
    public void Keeps_no_more_than_it_must()
    {
        using MemoryStream stream = Write([.. Enumerable.Range(0, 10).Select(i => PackageContent.File($"var/lib/db/sbom/{i}.json", 0x1A4, RandomNumberGenerator.GetBytes(i == 0 ? (1 << 20) + 1 : 1)))]);
        ApkPackage read = ApkPackageReader.Read(stream, "x", CancellationToken.None);
        Assert.HasCount(4, read.Sboms);
        Assert.IsFalse(read.Sboms.ContainsKey("var/lib/db/sbom/0.json"), "larger ones are read again by whoever wants them");
    }

    private static MemoryStream Write(params PackageContent[] contents)
    {
        MemoryStream stream = new();
        using SigningKey key = SigningKey.Generate("x.rsa.pub", 2048);
        ApkPackageWriter.Write(
            new PackageInfo { Name = "x", Version = PackageVersion.Parse("1.0-r0"), Architecture = "x86_64" }, contents, key, stream, CancellationToken.None);
        return stream;
    }
}
