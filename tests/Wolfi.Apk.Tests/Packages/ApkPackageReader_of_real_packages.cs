using System.Security.Cryptography;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>Packages as Wolfi published them.</summary>
[TestClass]
public sealed class ApkPackageReader_of_real_packages
{
    public static IEnumerable<object[]> Sound()
    {
        string? folder = SharedData.Path("data", "real-packages");
        if (folder is null)
        {
            Console.WriteLine("Not run: ../shared/data/real-packages is absent.");
            yield break;
        }

        yield return [Path.Combine(folder, "libcap-2.69-r0.apk"), "libcap", "2.69-r0", "aarch64", 11, "wolfi-signing.rsa.pub"];
        yield return [Path.Combine(folder, "ruby3.2-base64-0.2.0-r2.apk"), "ruby3.2-base64", "0.2.0-r2", "x86_64", 22, "wolfi-signing.rsa.pub"];
        yield return [Path.Combine(folder, "hello-wolfi-2.12.1-r0.apk"), "hello-wolfi", "2.12.1-r0", "x86_64", 144, "melange.rsa.pub"];
    }

    public static IEnumerable<object[]> Tampered()
    {
        if (SharedData.Path("data", "real-packages", "aws-c-s3-0.4.9-r0.apk") is string file)
        {
            yield return [file];
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void Finds_members_metadata_and_entries(string file, string name, string version, string architecture, int entries, string key)
    {
        byte[] bytes = File.ReadAllBytes(file);
        ApkPackage package = Read(file);
        Assert.AreEqual(name, package.Info.Name);
        Assert.AreEqual(version, package.Info.Version.ToString());
        Assert.AreEqual(architecture, package.Info.Architecture);
        Assert.HasCount(entries, package.Entries);
        Assert.AreEqual(key, package.Signatures.Single().KeyName);
        Assert.AreEqual("RSA", package.Signatures.Single().AlgorithmName);

        byte[] data = bytes[(int)package.DataMember.Offset..(int)package.DataMember.End];
        Assert.AreEqual(bytes.Length, package.DataMember.End);
        Assert.AreEqual(package.Info.DataHash, Convert.ToHexStringLower(SHA256.HashData(data)));
        Assert.AreEqual(package.FileSha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.AreEqual("Q1" + Convert.ToBase64String(SHA1.HashData(bytes[(int)package.ControlMember.Offset..(int)package.ControlMember.End])), package.Checksum);

        MemoryStream content = new();
        using System.IO.Compression.GZipStream gzip = new(new MemoryStream(data), System.IO.Compression.CompressionMode.Decompress);
        gzip.CopyTo(content);
        Assert.AreEqual(package.DiffId, Convert.ToHexStringLower(SHA256.HashData(content.ToArray())));
        Assert.AreEqual(content.Length, package.DataSize);
    }

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void Signed_by_Wolfi_verify_only_where_SHA1_is_allowed(string file, string name, string version, string architecture, int entries, string key)
    {
        Assert.IsNotNull(version + architecture + entries);
        bool wolfi = key == "wolfi-signing.rsa.pub";
        Keyring keys = Keyring.Create(PublicKey.Parse("wolfi-signing.rsa.pub", File.ReadAllText(SharedData.Path("data", "keys", "wolfi-signing.rsa.pub")!)));
        ApkPackage package = Read(file);

        PackageSignatureCheck lenient = ApkPackageVerifier.VerifySignatures(package, keys, SignatureAlgorithm.Rsa);
        Assert.AreEqual(wolfi, lenient.Signed, name);
        Assert.AreEqual(wolfi ? SignatureAlgorithm.Rsa : null, lenient.Strongest);
        Assert.IsFalse(ApkPackageVerifier.VerifySignatures(package, keys, SignatureAlgorithm.Rsa256).Signed);
        Assert.AreEqual(lenient, ApkPackageVerifier.VerifySignatures(Head(file, package), keys, SignatureAlgorithm.Rsa) with { VerifiedBy = lenient.VerifiedBy, Notes = lenient.Notes });
    }

    [TestMethod]
    [DynamicData(nameof(Tampered))]
    public void Changed_after_signing_is_refused(string file)
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(() => Read(file));
        Assert.AreEqual(ApkFault.DataHashMismatch, e.Fault, e.Message);
        StringAssert.Contains(e.Message, "aws-c-s3-0.4.9-r0.apk", StringComparison.Ordinal);
    }

    private static ApkPackage Read(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return ApkPackageReader.Read(stream, Path.GetFileName(file), default);
    }

    private static PackageHead Head(string file, ApkPackage package) =>
        ApkPackageReader.ReadHead(File.ReadAllBytes(file).AsSpan(0, (int)package.DataMember.Offset), "head");
}
