using System.Security.Cryptography;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Tests.Keys;

[TestClass]
public sealed class Verification_keys
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Are_written_as_they_were_read()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string pem = key.ExportSubjectPublicKeyInfoPem() + "\n";
        VerificationKey read = VerificationKey.Parse(pem, "The key");
        Assert.AreEqual(pem, read.Pem);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), read.Fingerprint);
    }

    [TestMethod]
    public void On_other_curves_or_of_other_kinds_are_refused()
    {
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(2048);
        using ECDsa p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach ((string pem, string message) in ((string, string)[])[
            (p384.ExportSubjectPublicKeyInfoPem(), "The key is an ECDSA key of 384 bits on another curve than P-256."),
            (rsa.ExportSubjectPublicKeyInfoPem(), "The key is no ECDSA key on the curve P-256."),
            (p256.ExportPkcs8PrivateKeyPem(), "The key holds a 'PRIVATE KEY' where a 'PUBLIC KEY' is expected."),
            (PemEncoding.WriteString("PUBLIC KEY", [.. p256.ExportSubjectPublicKeyInfo(), 0]), "The key holds more than a public key."),
            ("cosign", "The key holds no key in PEM form.")])
        {
            Assert.AreEqual(message, Assert.ThrowsExactly<EvidenceException>(() => VerificationKey.Parse(pem, "The key")).Message);
        }
    }

    [TestMethod]
    public async Task Refuse_every_signature_with_one_bit_changed()
    {
        using PrivateKey key = PrivateKey.Generate();
        byte[] signature = (await key.SignDataAsync("data"u8.ToArray(), TestContext.CancellationToken)).ToArray();
        Assert.IsTrue(key.PublicKey.Verify("data"u8, signature));
        Assert.IsFalse(key.PublicKey.Verify("date"u8, signature));
        Assert.IsFalse(key.PublicKey.Verify("data"u8, []));
        Assert.IsFalse(key.PublicKey.Verify("data"u8, new byte[10_000]));
        Assert.IsFalse(key.PublicKey.Verify("data"u8, [.. signature, 0]));
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(key.PublicKey.Verify("data"u8, signature), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    // The other form of ECDSA signatures, which .NET makes unless it is told otherwise.
    [TestMethod]
    public void Refuse_signatures_that_are_no_DER()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        VerificationKey read = VerificationKey.Parse(key.ExportSubjectPublicKeyInfoPem(), "The key");
        Assert.IsFalse(read.Verify("data"u8, key.SignData("data"u8, HashAlgorithmName.SHA256)));
    }

    [TestMethod]
    public async Task H130_Find_out_a_signer_that_answers_with_another_key_or_with_nothing()
    {
        using PrivateKey key = PrivateKey.Generate();
        using PrivateKey other = PrivateKey.Generate();
        foreach (ISigner signer in (ISigner[])[new Liar(key.PublicKey, other), new Liar(key.PublicKey, null)])
        {
            EvidenceException failure = await Assert.ThrowsExactlyAsync<EvidenceException>(() => signer.SignDataAsync("data"u8.ToArray(), TestContext.CancellationToken));
            Assert.AreEqual(EvidenceFault.SigningFailed, failure.Fault);
            StringAssert.Contains(failure.Message, key.PublicKey.Fingerprint);
        }
    }

    private sealed class Liar(VerificationKey says, ISigner? signs) : ISigner
    {
        public VerificationKey PublicKey => says;

        public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
            signs?.SignAsync(digest, cancellationToken) ?? ValueTask.FromResult(ReadOnlyMemory<byte>.Empty);

        public void Dispose()
        {
        }
    }
}
