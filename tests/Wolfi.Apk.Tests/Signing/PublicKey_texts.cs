using System.Security.Cryptography;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Packages;

namespace Wolfi.Apk.Tests.Signing;

[TestClass]
public sealed class PublicKey_texts
{
    private const int Changes = 4000;

    [TestMethod]
    [DataRow("H127 a path", "../evil.rsa.pub")]
    [DataRow("H127 a folder", "a/b.rsa.pub")]
    [DataRow("H127 a line", "a\nb.rsa.pub")]
    [DataRow("H127 nothing", "")]
    public void Under_names_that_are_no_files_are_refused(string row, string name) =>
        Assert.AreEqual(ApkFault.MalformedKey, Assert.ThrowsExactly<ApkException>(() => PublicKey.Parse(name, SigningKey.Generate("a.rsa.pub", 2048).PublicKey.Pem), row).Fault);

    [TestMethod]
    [DataRow(2048)]
    [DataRow(3072)]
    [DataRow(4096)]
    public void In_the_usual_form_are_read_without_the_framework_and_as_the_framework_reads_them(int bits)
    {
        using RSA rsa = RSA.Create(bits);
        string pem = rsa.ExportSubjectPublicKeyInfoPem();
        foreach (string text in (string[])[pem, pem + "\n", pem.ReplaceLineEndings("\n") + "\n\n"])
        {
            Assert.IsTrue(PublicKeyText.TryRead(text, out byte[] read, out int readBits));
            Assert.AreSequenceEqual(rsa.ExportSubjectPublicKeyInfo(), read);
            Assert.AreEqual(bits, readBits);
        }
    }

    [TestMethod]
    public void In_other_forms_are_left_to_the_framework()
    {
        using RSA rsa = RSA.Create(2048);
        string pem = rsa.ExportSubjectPublicKeyInfoPem();
        foreach (string text in (string[])[rsa.ExportRSAPublicKeyPem(), "a comment\n" + pem, pem.ReplaceLineEndings("\r\n")])
        {
            Assert.IsFalse(PublicKeyText.TryRead(text, out _, out _), text);
            PublicKey key = PublicKey.Parse("other.rsa.pub", text);
            Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())), key.Fingerprint);
            Assert.AreEqual(2048, key.Bits);
        }
    }

    [TestMethod]
    public void With_other_keys_than_of_rsa_are_no_keys()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        string pem = other.ExportSubjectPublicKeyInfoPem();
        Assert.IsFalse(PublicKeyText.TryRead(pem, out _, out _));
        Assert.AreEqual(ApkFault.MalformedKey, Assert.ThrowsExactly<ApkException>(() => PublicKey.Parse("ec.rsa.pub", pem)).Fault);
    }

    [TestMethod]
    public void That_were_changed_are_read_as_the_framework_reads_them_or_left_to_it()
    {
        byte[] der = Der(TestKeys.Team.PublicKey.Pem);
        Random random = new(20261126);
        int taken = 0;
        for (int i = 0; i < Changes; i++)
        {
            byte[] changed = [.. der];

            // Most changes hit what is not the modulus.
            int at = random.Next(4) == 0 ? random.Next(changed.Length) : random.Next(2) == 0 ? random.Next(40) : changed.Length - 1 - random.Next(8);
            changed[at] = (byte)random.Next(256);
            changed = random.Next(8) switch { 0 => changed[..^1], 1 => [.. changed, 0], _ => changed };
            string pem = $"-----BEGIN PUBLIC KEY-----\n{Convert.ToBase64String(changed)}\n-----END PUBLIC KEY-----\n";
            if (PublicKeyText.TryRead(pem, out byte[] read, out int bits))
            {
                taken++;
                using RSA rsa = RSA.Create();
                rsa.ImportFromPem(pem);
                Assert.AreEqual(rsa.KeySize, bits, pem);
                Assert.AreSequenceEqual(rsa.ExportSubjectPublicKeyInfo(), read, pem);
            }
        }

        Assert.IsGreaterThan(Changes / 10, taken, "Changes of the modulus make other keys.");
        Assert.IsLessThan(Changes, taken);
    }

    [TestMethod]
    [DataRow("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----")]
    [DataRow("-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----")]
    [DataRow("-----BEGIN PUBLIC KEY-----\nAAA\n-----END PUBLIC KEY-----")]
    [DataRow("-----BEGIN PUBLIC KEY-----\nA===\n-----END PUBLIC KEY-----")]
    [DataRow("-----BEGIN PUBLIC KEY-----\nAA=A\n-----END PUBLIC KEY-----")]
    [DataRow("-----BEGIN PUBLIC KEY-----\nMII=\n-----END PUBLIC KEY-----")]
    [DataRow("")]
    public void That_are_none_are_refused(string text)
    {
        Assert.IsFalse(PublicKeyText.TryRead(text, out _, out _));
        Assert.AreEqual(ApkFault.MalformedKey, Assert.ThrowsExactly<ApkException>(() => PublicKey.Parse("none.rsa.pub", text)).Fault);
    }

    private static byte[] Der(string pem) => Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));
}
