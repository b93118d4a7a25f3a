using System.Numerics;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Tests.Keys;

[TestClass]
public sealed class Ed25519_signatures
{
    private static readonly byte[] Prefix = Convert.FromHexString("302a300506032b6570032100");

    // RFC 8032, section 7.1: TEST 1 to 3; the others were made with OpenSSL.
    public static IEnumerable<object[]> Vectors() =>
    [
        ["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"],
        ["3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"],
        ["fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"],
        ["d12fa18283b442deac9dc601b447042fbf5ccc46851756e6b36a2c57e8153c0a", "f0160f341bb9e124249adb5afeab6a9a2da3d59d6e9587fd2f95f94aee3e2bd137ec905e9b", "6b8b8e5774016e044431525b1ce6c034318b0019aaf21df84f006abd2a34dd450fa5bb784db841d7669058b8ee4e156506e243e748d837fc487ddea117e41a0d"],
        ["447af24fff613cc1aedaf59a660c7f573e5038ba7ab075993075b26ee4785f11", "1397f395d05a6e2ca5c914b812089d80a32707f0c6da72152a81f21c245b8ee531e58658c4be8f9b496bef119100947aba0e2e357523c1fcf8160197ae767c21281838c40a22560bdf0e", "dc33018e9482e36b884b1d8f17ba862677f28580cf2e89e8bcddd3239f4be425eccdc7762c16163bff2a315d4212ea00b8e5e1ce338bdb722152ca5998dd8206"],
    ];

    [TestMethod]
    [DynamicData(nameof(Vectors))]
    public void Of_others_verify_and_no_change_of_them_does(string key, string data, string signature)
    {
        (byte[] open, byte[] message, byte[] signed) = (Convert.FromHexString(key), Convert.FromHexString(data), Convert.FromHexString(signature));
        SignatureKey read = SignatureKey.Read([.. Prefix, .. open], "PKIX_ED25519")!;
        Assert.IsTrue(read.Verify(message, signed));
        Assert.IsFalse(read.Verify([.. message, 0], signed));
        Assert.IsFalse(read.Verify(message, signed[..^1]));
        Assert.IsFalse(read.Verify(message, []));
        for (int bit = 0; bit < signed.Length * 8; bit += 7)
        {
            byte[] changed = [.. signed];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(read.Verify(message, changed), $"bit {bit}");
        }
    }

    // The same point and scalar in other bytes (section 5.1.7, step 1): another signature of the same, which nobody made.
    [TestMethod]
    public void With_a_scalar_beyond_the_order_do_not_verify()
    {
        object[] vector = Vectors().First();
        byte[] signed = Convert.FromHexString((string)vector[2]);
        BigInteger order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);
        byte[] scalar = new byte[32];
        Assert.IsTrue((new BigInteger(signed.AsSpan(32), isUnsigned: true) + order).TryWriteBytes(scalar, out _, isUnsigned: true));
        Assert.IsFalse(Ed25519.Verify(Convert.FromHexString((string)vector[0]), [], [.. signed[..32], .. scalar]));
    }

    [TestMethod]
    [DataRow("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", DisplayName = "a coordinate that is not reduced")]
    [DataRow("0200000000000000000000000000000000000000000000000000000000000000", DisplayName = "no point of the curve")]
    [DataRow("0100000000000000000000000000000000000000000000000000000000000080", DisplayName = "a zero with a sign")]
    public void By_a_key_that_is_no_point_do_not_verify(string key) => Assert.IsFalse(Ed25519.Verify(Convert.FromHexString(key), [], new byte[64]));

    [TestMethod]
    public void Have_keys_of_one_form()
    {
        byte[] open = Convert.FromHexString((string)Vectors().First()[0]);
        Assert.IsNull(SignatureKey.Read([.. Prefix, .. open, 0], "PKIX_ED25519"));
        Assert.IsNull(SignatureKey.Read(open, "PKIX_ED25519"));
        Assert.IsNull(SignatureKey.Read([.. Prefix, .. open], "PKIX_ECDSA_P256_SHA_256"));
        Assert.IsTrue(SignatureKey.OfSigner([.. Prefix, .. open]).IsUsable);
    }

    // Made with OpenSSL: a log of version 2 names its key together with its own name.
    [TestMethod]
    public void Sign_checkpoints_of_logs_of_version_2()
    {
        const string note = "log2025-1.rekor.example\n1\nT5X25/ZrpMh/tR3t08eS3OIMnOwn9UTID0pH2674ysA=\n\n\u2014 log2025-1.rekor.example YtQD005A+nWHDv5zvfTnCo50BQWMN9Iyh4VDqlTRg2cWUeYPwAYMskTv1oQCOMEloInYhZu/lkPqDQwRDS2KYYtObw8=\n";
        byte[] der = Convert.FromBase64String("MCowBQYDK2VwAyEADe2InxsB6cawWJZC+ZHJ+EfTZib65BeaonEGidNolec=");
        TrustedLog log = new() { BaseUrl = "https://log2025-1.rekor.example", Key = SignatureKey.Read(der, "PKIX_ED25519")!, KeyId = new byte[32], ValidFor = default };
        Assert.IsTrue(Checkpoint.Read(note)!.IsSignedBy(log));
        Assert.IsFalse(Checkpoint.Read(note.Replace("\n1\n", "\n2\n", StringComparison.Ordinal))!.IsSignedBy(log));
        Assert.IsFalse(Checkpoint.Read(note.Replace("\u2014 log2025-1", "\u2014 log2025-2", StringComparison.Ordinal))!.IsSignedBy(log));
        der[^1] ^= 1;
        Assert.IsFalse(Checkpoint.Read(note)!.IsSignedBy(log with { Key = SignatureKey.Read(der, "PKIX_ED25519")! }));
    }
}
