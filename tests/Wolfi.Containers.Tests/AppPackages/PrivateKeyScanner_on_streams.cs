using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.AppPackages;

namespace Wolfi.Containers.Tests.AppPackages;

/// <summary>Case H131 of the attack list.</summary>
[TestClass]
public sealed class PrivateKeyScanner_on_streams
{
    private static readonly string Pkcs8 = MakeKey(rsa => rsa.ExportPkcs8PrivateKeyPem());

    public static IEnumerable<object[]> Keys =>
    [
        ["PKCS#8", Pkcs8],
        ["PKCS#1", MakeKey(rsa => rsa.ExportRSAPrivateKeyPem())],
        ["encrypted PKCS#8", MakeKey(rsa => rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)))],
        ["elliptic curve", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem()],
        ["short: Ed25519", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v1VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n"],
        ["old encrypted", "-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-256-CBC,00\r\n\r\nAAAA"],
        ["OpenSSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\n"],
        ["PGP", "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\nlQOYBF"],
        ["Windows line ends", Pkcs8.Replace("\n", "\r\n", StringComparison.Ordinal)],
        ["JSON", "{\"private_key\": \"" + Pkcs8.Replace("\n", "\\n", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal) + "\"}"],
        ["JSON in a variable", "KEY='{\\\"k\\\": \\\"" + Pkcs8.Replace("\n", "\\\\n", StringComparison.Ordinal) + "\\\"}'"],
    ];

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void H131_a_key_is_found_wherever_it_stands_and_however_it_is_cut(string kind, string key)
    {
        foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] file = [.. new byte[5000], .. "-----BEGIN CERTIFICATE-----\n"u8, .. encoding.GetBytes(key), .. new byte[3000]];
            foreach (int chunk in new[] { 1, 7, 1023, 1024, 4999, 5010, 65536 })
            {
                Assert.IsTrue(Scan(file, chunk), $"{kind}, {encoding.WebName}, in pieces of {chunk}");
            }
        }
    }

    [TestMethod]
    [DataRow("-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAAAAAAAAAAAAAAAAAAAAA\n")]
    [DataRow("-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAAAAAAAAAAAAAAAAAAAAA\n")]
    [DataRow("-----BEGIN PRIVATE KEY-----")]
    [DataRow("-----BEGIN PRIVATE KEY-----\n")]
    [DataRow("-----BEGIN PRIVATE KEY-----\0-----END PRIVATE KEY-----\0MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAAAAAAAAAAAAAAAAAAAAA")]
    [DataRow("use the text between -----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY-----, both with five hyphens on each side, as is the custom")]
    [DataRow("-----BEGIN PRIVATE KEY-----\n<your key here, as text, exactly as it was in the file that you downloaded>\n")]
    public void H131_programs_and_texts_about_keys_are_no_keys(string text)
    {
        foreach (int chunk in new[] { 1, 13, 65536 })
        {
            Assert.IsFalse(Scan(Encoding.UTF8.GetBytes(text), chunk), text);
        }
    }

    [TestMethod]
    public void H131_the_framework_itself_holds_no_key()
    {
        string shared = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", ".."));
        foreach (string file in Directory.EnumerateFiles(shared, "*", SearchOption.AllDirectories))
        {
            Assert.IsFalse(Scan(File.ReadAllBytes(file), 128 * 1024), file);
        }
    }

    private static bool Scan(byte[] file, int chunk)
    {
        PrivateKeyScanner scanner = new();
        for (int at = 0; at < file.Length; at += chunk)
        {
            scanner.Feed(file.AsSpan(at, Math.Min(chunk, file.Length - at)));
        }

        scanner.Complete();
        return scanner.Found;
    }

    private static string MakeKey(Func<RSA, string> export)
    {
        using RSA rsa = RSA.Create(2048);
        return export(rsa);
    }
}
