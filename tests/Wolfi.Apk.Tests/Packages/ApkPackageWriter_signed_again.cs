using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Packages;

[TestClass]
public sealed class ApkPackageWriter_signed_again
{
    private static readonly byte[] Team = Write(TestKeys.Team);

    [TestMethod]
    public void Gives_the_bytes_that_writing_with_that_key_gives()
    {
        CollectionAssert.AreEqual(Write(TestKeys.Other), Sign(TestKeys.Other, Team, new MemoryStream(), out ApkPackage written));
        Assert.AreEqual(PackageText.Describe(Read(Write(TestKeys.Other))), PackageText.Describe(written));
        CollectionAssert.AreEqual(Team, Sign(TestKeys.Team, Team, new MemoryStream(), out _));
    }

    [TestMethod]
    public void Leaves_nothing_of_what_the_output_held()
    {
        MemoryStream output = new();
        output.Write(new byte[Team.Length * 2]);
        CollectionAssert.AreEqual(Write(TestKeys.Other), Sign(TestKeys.Other, Team, output, out _));
    }

    [TestMethod]
    public void Is_not_needed_where_that_very_key_signed()
    {
        Assert.IsTrue(ApkPackageWriter.IsSignedBy(TestKeys.Team, Read(Team)));
        Assert.IsFalse(ApkPackageWriter.IsSignedBy(TestKeys.Other, Read(Team)));
        Assert.IsFalse(ApkPackageWriter.IsSignedBy(TestKeys.Impostor, Read(Team)), "Another key of that name.");
    }

    [TestMethod]
    public void Is_needed_where_the_signature_is_of_another_control_member()
    {
        ApkPackage other = Read(Write(TestKeys.Team, "other"));
        Assert.IsFalse(ApkPackageWriter.IsSignedBy(TestKeys.Team, Read(Team) with { SignatureBytes = other.SignatureBytes, Signatures = other.Signatures }));
    }

    [TestMethod]
    public void Recalls_a_package_as_it_was_read_and_fails_when_its_data_is_no_longer_that()
    {
        ApkPackage read = Read(Team);
        PackageFacts facts = PackageFacts.Of(read);
        using MemoryStream stream = new(Team);
        Assert.IsNull(ApkPackageReader.Recall(stream, "team.apk", _ => null));
        Assert.AreEqual(PackageText.Describe(read), PackageText.Describe(ApkPackageReader.Recall(stream, "team.apk", _ => facts)!));

        byte[] damaged = [.. Team];
        damaged[^20] ^= 1;
        using MemoryStream changed = new(damaged);
        ApkPackage recalled = ApkPackageReader.Recall(changed, "team.apk", _ => facts)!;
        Assert.AreEqual(ApkFault.DataHashMismatch, Assert.ThrowsExactly<ApkException>(() => ApkPackageReader.HashAgain(changed, "team.apk", CancellationToken.None)).Fault);
        Assert.AreEqual(
            ApkFault.DataHashMismatch,
            Assert.ThrowsExactly<ApkException>(() => ApkPackageWriter.WriteSignedBy(TestKeys.Other, recalled, changed, new MemoryStream(), CancellationToken.None)).Fault);
    }

    private static byte[] Sign(SigningKey key, byte[] package, MemoryStream output, out ApkPackage written)
    {
        using MemoryStream source = new(package);
        written = ApkPackageWriter.WriteSignedBy(key, Read(package), source, output, CancellationToken.None);
        return output.ToArray();
    }

    private static ApkPackage Read(byte[] package) => ApkPackageReader.Read(new MemoryStream(package), "team.apk", CancellationToken.None);

    private static byte[] Write(SigningKey key, string description = "An app")
    {
        MemoryStream output = new();
        ApkPackageWriter.Write(
            new PackageInfo { Name = "app", Version = PackageVersion.Parse("1-r0"), Architecture = "x86_64", Description = description, Origin = "app", License = "MIT" },
            [PackageContent.File("app/file", 0b110_100_100, Encoding.UTF8.GetBytes(new string('x', 100_000)))], key, output, CancellationToken.None);
        return output.ToArray();
    }
}
