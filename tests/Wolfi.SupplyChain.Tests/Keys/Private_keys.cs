using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Tests.Keys;

[TestClass]
public sealed class Private_keys
{
    private static readonly PbeParameters Quick = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Are_read_in_every_form_and_sign_alike()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string sec1 = key.ExportECPrivateKeyPem();
        (string Pem, string? Password)[] forms =
        [
            (key.ExportPkcs8PrivateKeyPem(), null),
            (sec1, null),
            ("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + sec1, null),
            (key.ExportEncryptedPkcs8PrivateKeyPem("secret", Quick), "secret"),
            (key.ExportEncryptedPkcs8PrivateKeyPem("", Quick), ""),
        ];
        foreach ((string pem, string? password) in forms)
        {
            using PrivateKey read = PrivateKey.Parse(pem, "The key", password);
            ReadOnlyMemory<byte> signature = await read.SignDataAsync("data"u8.ToArray(), TestContext.CancellationToken);
            Assert.IsTrue(key.VerifyData("data"u8, signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            Assert.AreEqual(Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), read.PublicKey.Hint);
        }
    }

    [TestMethod]
    public void Are_written_with_the_stated_iterations()
    {
        using PrivateKey key = PrivateKey.Generate();
        string pem = key.ExportEncryptedPem("secret");
        Assert.AreEqual(600_000, PrivateKeyForms.IterationsOf(pem, "The key"));
        Assert.IsNull(PrivateKeyForms.IterationsOf(key.ExportPlainPem(), "The key"));
        using PrivateKey again = PrivateKey.Parse(pem, "The key", "secret");
        Assert.AreEqual(key.PublicKey, again.PublicKey);
    }

    public static IEnumerable<object[]> Others()
    {
        using ECDsa p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(1024);
        string encrypted = p256.ExportEncryptedPkcs8PrivateKeyPem("secret", Quick);
        yield return ["", EvidenceFault.UnusableKey, "The key holds no private key in PEM form."];
        yield return [new string('x', 100_000), EvidenceFault.UnusableKey, "The key holds no private key in PEM form."];
        yield return [p256.ExportSubjectPublicKeyInfoPem(), EvidenceFault.UnusableKey, "The key is a public key, where the private one is needed."];
        yield return [p384.ExportPkcs8PrivateKeyPem(), EvidenceFault.UnusableKey, "The key is an ECDSA key of 384 bits on another curve than P-256."];
        yield return [rsa.ExportPkcs8PrivateKeyPem(), EvidenceFault.UnusableKey, "The key is an RSA key of 1024 bits; images are signed with ECDSA on the curve P-256."];
        yield return [rsa.ExportRSAPrivateKeyPem(), EvidenceFault.UnusableKey, "The key is an RSA key; images are signed with ECDSA on the curve P-256."];
        yield return [rsa.ExportEncryptedPkcs8PrivateKeyPem("wrong", Quick), EvidenceFault.UnusableKey, "The key is an RSA key of 1024 bits; images are signed with ECDSA on the curve P-256."];
        yield return [encrypted, EvidenceFault.WrongPassword, "The key does not open with the password that was given, or is damaged."];
        yield return [p256.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 1)),
            EvidenceFault.UnusableKey, "The key is encrypted in a way older than PBES2; 'openssl pkcs8 -topk8' encrypts it anew."];
        yield return [Armoured("PRIVATE KEY", "damaged"), EvidenceFault.UnusableKey, "The key is no ECDSA private key on the curve P-256, or is damaged."];
        yield return [Armoured("ENCRYPTED PRIVATE KEY", "damaged"), EvidenceFault.UnusableKey, "The key is damaged."];
        yield return [Armoured("ENCRYPTED SIGSTORE PRIVATE KEY", "{}"), EvidenceFault.CosignKey, "The key is encrypted in cosign's own way (scrypt and secretbox)."];
        yield return [Armoured("ENCRYPTED COSIGN PRIVATE KEY", "{}"), EvidenceFault.CosignKey, "The key is encrypted in cosign's own way (scrypt and secretbox)."];
        yield return [Armoured("OPENSSH PRIVATE KEY", "x"), EvidenceFault.UnusableKey, "The key holds a 'OPENSSH PRIVATE KEY', which is no form of private key that is read here."];
        yield return ["-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n",
            EvidenceFault.UnusableKey, "The key is encrypted in OpenSSL's old way; 'openssl pkcs8 -topk8' makes PKCS#8 of it."];
    }

    [TestMethod]
    [DynamicData(nameof(Others))]
    public void H125_Of_another_form_are_refused_exactly(string pem, EvidenceFault fault, string message)
    {
        EvidenceException failure = Assert.ThrowsExactly<EvidenceException>(() => PrivateKey.Parse(pem, "The key", "wrong"));
        Assert.AreEqual((fault, message), (failure.Fault, failure.Message));
    }

    [TestMethod]
    public void Without_the_password_that_they_need_are_refused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        EvidenceException failure = Assert.ThrowsExactly<EvidenceException>(() => PrivateKey.Parse(key.ExportEncryptedPkcs8PrivateKeyPem("secret", Quick), "The key", null));
        Assert.AreEqual((EvidenceFault.WrongPassword, "The key is encrypted, and no password was given."), (failure.Fault, failure.Message));
    }

    [TestMethod]
    public void With_iterations_without_bound_are_refused_at_once()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] bytes = key.ExportEncryptedPkcs8PrivateKey("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 65_537));
        byte[] before = [0x02, 0x03, 0x01, 0x00, 0x01];
        int at = bytes.AsSpan().IndexOf(before);
        Assert.AreEqual(65_537, PrivateKeyForms.IterationsOf(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", bytes), "The key"));

        // The salt loses a byte and the number wins one: two thousand million iterations.
        int salt = bytes[at - 10] == 0x04 ? 8 : 16;
        CollectionAssert.AreEqual(new byte[] { 0x04, (byte)salt }, bytes[(at - salt - 2)..(at - salt)]);
        byte[] changed = [.. bytes[..(at - salt - 1)], (byte)(salt - 1), .. bytes[(at - salt)..(at - 1)], 0x02, 0x04, 0x7f, 0x00, 0x00, 0x01, .. bytes[(at + 5)..]];
        EvidenceException failure = Assert.ThrowsExactly<EvidenceException>(() => PrivateKey.Parse(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", changed), "The key", "secret"));
        Assert.AreEqual("The key asks for more than 10000000 iterations of PBKDF2.", failure.Message);
    }

    [TestMethod]
    public void That_are_any_text_never_do_more_than_be_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY").ToArbitrary(), (bytes, label) =>
        {
            string pem = PemEncoding.WriteString(label, bytes);
            Assert.ThrowsExactly<EvidenceException>(() => PrivateKey.Parse(pem, "It", "x"));
            Assert.ThrowsExactly<EvidenceException>(() => VerificationKey.Parse(pem, "It"));
        }).QuickCheckThrowOnFailure();

    private static string Armoured(string label, string text) => PemEncoding.WriteString(label, Encoding.UTF8.GetBytes(text));
}
