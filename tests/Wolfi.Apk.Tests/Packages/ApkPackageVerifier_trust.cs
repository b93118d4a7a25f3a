using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>Cases A4, A5, B29, B31, B32 and B33 of the list of attacks.</summary>
[TestClass]
public sealed class ApkPackageVerifier_trust
{
    private static ApkPackage Signed(params Func<byte[], byte[]>[] signatures) =>
        new RawApk { SignatureTar = control => [.. signatures.SelectMany(s => s(control))] }.Read();

    private static byte[] Team(byte[] control) => RawApk.SignatureEntry(TestKeys.Team, control);

    private static byte[] TeamSha1(byte[] control) => RawApk.SignatureEntry(TestKeys.Team, control, SignatureAlgorithm.Rsa);

    private static byte[] Team512(byte[] control) => RawApk.SignatureEntry(TestKeys.Team, control, SignatureAlgorithm.Rsa512);

    private static byte[] Impostor(byte[] control) => RawApk.SignatureEntry(TestKeys.Impostor, control);

    private static byte[] Other(byte[] control) => RawApk.SignatureEntry(TestKeys.Other, control);

    private static byte[] Unknown(byte[] control) => RawTar.Entry(".SIGN.ED25519.team.rsa.pub", '0', content: control[..16]);

    [TestMethod]
    public void Of_a_signed_package_is_the_keys()
    {
        PackageSignatureCheck check = ApkPackageVerifier.VerifySignatures(Signed(Team), TestKeys.TeamRing, SignatureAlgorithm.Rsa256);
        Assert.IsTrue(check.Signed);
        CollectionAssert.AreEqual(new[] { "team.rsa.pub" }, check.VerifiedBy.ToArray());
        Assert.AreEqual(SignatureAlgorithm.Rsa256, check.Strongest);
        Assert.IsTrue(check.Notes.IsEmpty);
    }

    [TestMethod]
    public void B33_Is_lost_by_any_bad_signature_of_a_known_name()
    {
        foreach (ApkPackage package in new[] { Signed(Impostor), Signed(Other, Impostor), Signed(Impostor, Other), Signed(Team, c => RawApk.SignatureEntry(TestKeys.Impostor, c, SignatureAlgorithm.Rsa512)) })
        {
            ApkException e = Assert.ThrowsExactly<ApkException>(() => ApkPackageVerifier.VerifySignatures(package, TestKeys.BothRing, SignatureAlgorithm.Rsa));
            Assert.AreEqual(ApkFault.BadSignature, e.Fault);
            StringAssert.StartsWith(e.Message, "hello-1.0-r0: the RSA", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void B33_Is_lost_when_other_bytes_were_signed()
    {
        ApkPackage package = Signed(control => RawApk.SignatureEntry(TestKeys.Team, [.. control, 0]));
        Assert.AreEqual(ApkFault.BadSignature, Assert.ThrowsExactly<ApkException>(() => ApkPackageVerifier.VerifySignatures(package, TestKeys.TeamRing, SignatureAlgorithm.Rsa)).Fault);
    }

    [TestMethod]
    public void Is_absent_and_noted_for_unknown_keys_and_algorithms()
    {
        PackageSignatureCheck check = ApkPackageVerifier.VerifySignatures(Signed(Other, Unknown), TestKeys.TeamRing, SignatureAlgorithm.Rsa);
        Assert.IsFalse(check.Signed);
        Assert.IsNull(check.Strongest);
        Assert.HasCount(2, check.Notes);
        StringAssert.Contains(check.Notes[0], "'other.rsa.pub' is not known", StringComparison.Ordinal);
        StringAssert.Contains(check.Notes[1], "unknown algorithm ED25519", StringComparison.Ordinal);

        Assert.IsFalse(ApkPackageVerifier.VerifySignatures(new RawApk().Read(), TestKeys.TeamRing, SignatureAlgorithm.Rsa).Signed);
    }

    [TestMethod]
    public void A5_Needs_the_demanded_strength_and_takes_the_strongest()
    {
        PackageSignatureCheck weak = ApkPackageVerifier.VerifySignatures(Signed(TeamSha1), TestKeys.TeamRing, SignatureAlgorithm.Rsa256);
        Assert.IsFalse(weak.Signed);
        Assert.AreEqual(SignatureAlgorithm.Rsa, weak.Strongest);
        StringAssert.Contains(weak.Notes.Single(), "weaker than RSA256", StringComparison.Ordinal);
        Assert.IsTrue(ApkPackageVerifier.VerifySignatures(Signed(TeamSha1), TestKeys.TeamRing, SignatureAlgorithm.Rsa).Signed);

        PackageSignatureCheck mixed = ApkPackageVerifier.VerifySignatures(Signed(TeamSha1, Team512, Unknown), TestKeys.TeamRing, SignatureAlgorithm.Rsa512);
        Assert.IsTrue(mixed.Signed);
        Assert.AreEqual(SignatureAlgorithm.Rsa512, mixed.Strongest);
    }

    [TestMethod]
    public void By_a_record_holds_for_the_package_it_names() =>
        ApkPackageVerifier.MatchRecord(Package(), IndexRecords.FromPackage(Package()) with { Depends = [.. Package().Info.Depends.Reverse()], Description = "other" });

    [TestMethod]
    public void B29_B31_B32_By_a_record_holds_for_no_other()
    {
        IndexRecord record = IndexRecords.FromPackage(Package());
        Differs(ApkFault.ControlChecksumMismatch, record with { Checksum = "Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=" });
        Differs(ApkFault.SizeMismatch, record with { Size = record.Size + 1 });
        Differs(ApkFault.RecordMismatch, record with { Name = "hello2" });
        Differs(ApkFault.RecordMismatch, record with { Version = PackageVersion.Parse("2-r0") });
        Differs(ApkFault.RecordMismatch, record with { Version = PackageVersion.Parse("01.0-r0") });
        Differs(ApkFault.RecordMismatch, record with { Architecture = "aarch64" });
        Differs(ApkFault.RecordMismatch, record with { Depends = [] });
        Differs(ApkFault.RecordMismatch, record with { Depends = [.. record.Depends, DependencyAtom.Parse("evil")] });
        Differs(ApkFault.RecordMismatch, record with { Provides = [Provide.Parse("cmd:hello=2")] });
    }

    private static void Differs(ApkFault fault, IndexRecord record) =>
        Assert.AreEqual(fault, Assert.ThrowsExactly<ApkException>(() => ApkPackageVerifier.MatchRecord(Package(), record)).Fault);

    private static ApkPackage Package() =>
        new RawApk { InfoText = RawApk.Info + "depend = so:libc.so.6\ndepend = b>1\nprovides = cmd:hello=1.0-r0\ndatahash = DATAHASH\n" }.Read();
}
