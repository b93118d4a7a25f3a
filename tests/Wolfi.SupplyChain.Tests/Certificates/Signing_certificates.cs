using System.Security.Cryptography;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Tests.Certificates;

[TestClass]
public sealed class Signing_certificates
{
    private const string Workflow = "https://github.com/acme/app/.github/workflows/build.yml@refs/heads/main";
    private const string Issuer = "https://token.actions.githubusercontent.com";
    private const string SubjectName = "2.5.29.17";
    private const string IssuerExtension = "1.3.6.1.4.1.57264.1.8";
    private const string OldIssuer = "1.3.6.1.4.1.57264.1.1";

    private static readonly PrivateKey Key = PrivateKey.Generate();
    private static readonly SigningAuthority Authority = new();

    private static byte[] KeyBytes => Key.PublicKey.SubjectPublicKeyInfo.ToArray();

    [TestMethod]
    public void Tell_whose_key_it_is_and_for_how_long()
    {
        byte[] bytes = Authority.Issue(KeyBytes, Workflow, Issuer);
        SigningCertificate certificate = SigningCertificate.Read(bytes, "It");
        Assert.AreEqual((IdentityKind.Uri, Workflow, Issuer, Workflow), (certificate.Kind, certificate.Identity, certificate.Issuer, certificate.BuildSigner));
        Assert.AreEqual(Key.PublicKey, certificate.PublicKey);
        CollectionAssert.AreEqual(bytes, certificate.Bytes.ToArray());
        Assert.IsTrue(certificate.HasTimestamps);
        Assert.AreEqual(TimeSpan.FromMinutes(10), certificate.NotAfter - certificate.NotBefore);
        Assert.IsTrue(certificate.IsValidAt(certificate.NotBefore));
        Assert.IsTrue(certificate.IsValidAt(certificate.NotAfter));
        Assert.IsFalse(certificate.IsValidAt(certificate.NotBefore.AddSeconds(-1)));
        Assert.IsFalse(certificate.IsValidAt(certificate.NotAfter.AddSeconds(1)));
    }

    [TestMethod]
    public void Of_persons_name_an_address_and_no_build()
    {
        byte[] bytes = Authority.Issue(KeyBytes, [(SubjectName, SigningAuthority.EmailName("dev@example.org")), (OldIssuer, Samples.Bytes("https://accounts.example.org"))]);
        SigningCertificate certificate = SigningCertificate.Read(bytes, "It");
        Assert.AreEqual((IdentityKind.Email, "dev@example.org", "https://accounts.example.org"), (certificate.Kind, certificate.Identity, certificate.Issuer));
        Assert.IsNull(certificate.BuildSigner);
        Assert.IsFalse(certificate.HasTimestamps);
    }

    // otherName: SEQUENCE of the identifier 1.3.6.1.4.1.57264.1.7 and, tagged, a UTF8String.
    [TestMethod]
    public void Of_users_name_a_user()
    {
        byte[] name = [0x30, 0x18, 0xa0, 0x16, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x07, 0xa0, 0x08, 0x0c, 0x06, .. "u!corp"u8];
        SigningCertificate certificate = SigningCertificate.Read(Authority.Issue(KeyBytes, [(SubjectName, name), (IssuerExtension, SigningAuthority.Utf8(Issuer))]), "It");
        Assert.AreEqual((IdentityKind.UserName, "u!corp"), (certificate.Kind, certificate.Identity));
    }

    public static IEnumerable<object[]> Refusals()
    {
        (string, byte[]) subject = (SubjectName, SigningAuthority.UriName(Workflow));
        (string, byte[]) issuer = (IssuerExtension, SigningAuthority.Utf8(Issuer));
        byte[] two = [0x30, 0x06, 0x86, 0x01, 0x61, 0x86, 0x01, 0x62];
        yield return ["It does not say whose key it is", Authority.Issue(KeyBytes, [issuer])];
        yield return ["It does not say who vouched for the identity", Authority.Issue(KeyBytes, [subject])];
        yield return ["names more than one identity", Authority.Issue(KeyBytes, [(SubjectName, two), issuer])];
        yield return ["subject alternative name", Authority.Issue(KeyBytes, [(SubjectName, [0x30, 0x03, 0x82, 0x01, 0x61]), issuer])];
        yield return ["subject alternative name", Authority.Issue(KeyBytes, [(SubjectName, [0x30, 0x02, 0x86, 0x00]), issuer])];
        yield return ["subject alternative name", Authority.Issue(KeyBytes, [(SubjectName, [0x30, 0x80]), issuer])];
        yield return [IssuerExtension, Authority.Issue(KeyBytes, [subject, (IssuerExtension, Samples.Bytes(Issuer))])];
        yield return [IssuerExtension, Authority.Issue(KeyBytes, [subject, (IssuerExtension, [.. SigningAuthority.Utf8(Issuer), 0])])];
        yield return ["issuer", Authority.Issue(KeyBytes, [subject, (OldIssuer, [0xff, 0xfe])])];
        yield return ["It is no DER certificate", Samples.Bytes("-----BEGIN CERTIFICATE-----")];
        yield return ["It is no DER certificate", Array.Empty<byte>()];
        yield return ["It is no DER certificate alone", (byte[])[.. Authority.Issue(KeyBytes, Workflow, Issuer), 0]];
        yield return ["It is no DER certificate alone", Samples.Bytes(PemEncoding.WriteString("CERTIFICATE", Authority.Issue(KeyBytes, Workflow, Issuer)))];
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        yield return ["another curve than P-256", Authority.Issue(other.ExportSubjectPublicKeyInfo(), Workflow, Issuer)];
        using RSA rsa = RSA.Create(2048);
        yield return ["The key of it is no ECDSA key on the curve P-256", Authority.Issue(rsa.ExportSubjectPublicKeyInfo(), Workflow, Issuer)];
        yield return ["at most 65536 are read", new byte[65537]];
    }

    [TestMethod]
    [DynamicData(nameof(Refusals))]
    public void That_say_it_not_clearly_are_refused(string message, byte[] bytes) =>
        StringAssert.Contains(Assert.ThrowsExactly<EvidenceException>(() => SigningCertificate.Read(bytes, "It")).Message, message);

    // Whatever is changed, it is read or refused: nothing else is thrown.
    [TestMethod]
    public void With_one_byte_changed_never_do_more_than_be_refused()
    {
        byte[] bytes = Authority.Issue(KeyBytes, Workflow, Issuer);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte kept = bytes[i];
            foreach (byte value in (byte[])[0, 0x80, 0xff, (byte)(kept ^ 1), (byte)(kept + 1)])
            {
                bytes[i] = value;
                try
                {
                    SigningCertificate.Read(bytes, "It");
                }
                catch (EvidenceException)
                {
                    // Refused.
                }
            }

            bytes[i] = kept;
        }
    }
}
