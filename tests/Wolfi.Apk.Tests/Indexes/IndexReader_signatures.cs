using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;

namespace Wolfi.Apk.Tests.Indexes;

/// <summary>Cases A1 to A10 of the list of attacks.</summary>
[TestClass]
public sealed class IndexReader_signatures
{
    [TestMethod]
    public void Verify_a_sound_index()
    {
        PackageIndex index = new RawIndex().Read();
        CollectionAssert.AreEqual(new[] { "team.rsa.pub" }, index.VerifiedBy.ToArray());
        Assert.AreEqual("hello", index.Records.Single().Name);
        Assert.AreEqual("a test", index.Description);
    }

    [TestMethod]
    public void A1_are_demanded_unless_the_caller_says_otherwise()
    {
        RawIndex index = new() { SignatureTar = null };
        index.Fails(ApkFault.Unsigned, "is unsigned");
        PackageIndex read = index.Read(allowUnsigned: true);
        Assert.HasCount(1, read.Records);
        Assert.IsTrue(read.VerifiedBy.IsEmpty);
    }

    [TestMethod]
    public void A2_by_unknown_keys_name_the_known_ones()
    {
        RawIndex index = new() { SignatureTar = signed => RawApk.SignatureEntry(TestKeys.Other, signed) };
        index.Fails(ApkFault.UnknownKey, "'other.rsa.pub' (RSA256), which is no known key with a known algorithm; known keys: 'team.rsa.pub'");
        index.Fails(ApkFault.UnknownKey, "known keys: none", Keyring.Empty);
        Assert.IsTrue(index.Read(allowUnsigned: true).VerifiedBy.IsEmpty);
    }

    [TestMethod]
    public void A3_that_are_wrong_under_a_known_name_fail_even_where_unsigned_is_allowed()
    {
        RawIndex index = new() { SignatureTar = signed => RawApk.SignatureEntry(TestKeys.Impostor, signed) };
        index.Fails(ApkFault.BadSignature, "RSA256 signature of 'team.rsa.pub' does not verify");
        RawIndex.Fails(ApkFault.BadSignature, "does not verify", () => index.Read(allowUnsigned: true));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A4_must_all_verify_that_have_a_known_key(bool goodFirst)
    {
        RawIndex index = new()
        {
            SignatureTar = signed =>
            {
                byte[] good = RawApk.SignatureEntry(TestKeys.Other, signed);
                byte[] bad = RawApk.SignatureEntry(TestKeys.Impostor, signed);
                return goodFirst ? [.. good, .. bad] : [.. bad, .. good];
            },
        };
        index.Fails(ApkFault.BadSignature, "'team.rsa.pub'", TestKeys.BothRing);
    }

    [TestMethod]
    public void A4_count_by_the_strongest_known_algorithm()
    {
        RawIndex index = new()
        {
            SignatureTar = signed =>
            [
                .. RawApk.SignatureEntry(TestKeys.Team, signed, SignatureAlgorithm.Rsa),
                .. RawApk.SignatureEntry(TestKeys.Team, signed, SignatureAlgorithm.Rsa512),
                .. RawTar.Entry(".SIGN.DSA.team.rsa.pub", '0', content: [1]),
                .. RawTar.Entry(".SIGN.RSA256.nobody.rsa.pub", '0', content: [1]),
            ],
        };
        Assert.HasCount(2, index.Read(minimum: SignatureAlgorithm.Rsa512).VerifiedBy);
    }

    [TestMethod]
    public void A5_with_SHA1_alone_are_too_weak_unless_allowed()
    {
        RawIndex index = new() { SignatureTar = signed => RawApk.SignatureEntry(TestKeys.Team, signed, SignatureAlgorithm.Rsa) };
        index.Fails(ApkFault.WeakSignature, "only a signature of the algorithm RSA; at least RSA256");
        Assert.HasCount(1, index.Read(minimum: SignatureAlgorithm.Rsa).VerifiedBy);
    }

    [TestMethod]
    public void A6_stand_in_a_member_of_their_own()
    {
        RawIndex hidden = new() { SignatureTar = signed => [.. RawApk.SignatureEntry(TestKeys.Team, signed), .. RawTar.File("APKINDEX", content: RawIndex.Block)] };
        hidden.Fails(ApkFault.ForbiddenEntry, "'APKINDEX' stands in the signature member");

        RawIndex inside = new() { Tar = [.. RawTar.File("APKINDEX", content: RawIndex.Block), .. RawTar.File(".SIGN.RSA256.team.rsa.pub"), .. RawTar.Zeros(2)] };
        inside.Fails(ApkFault.ForbiddenEntry, "has no place there");

        RawIndex link = new() { SignatureTar = _ => RawTar.Link(".SIGN.RSA256.team.rsa.pub", "x") };
        link.Fails(ApkFault.ForbiddenEntry, "is no signature");
    }

    [TestMethod]
    public void A7_do_not_end_the_archive()
    {
        new RawIndex { SignatureTar = signed => [.. RawApk.SignatureEntry(TestKeys.Team, signed), .. RawTar.Zeros(2)] }
            .Fails(ApkFault.MalformedTar, "ends the archive");
        new RawIndex { SignatureTar = signed => [.. RawApk.SignatureEntry(TestKeys.Team, signed), .. RawTar.Zeros(2), .. RawTar.File("APKINDEX")] }
            .Fails(ApkFault.MalformedTar, "goes on after its end-of-archive");
    }

    [TestMethod]
    public void A8_cover_everything_that_follows()
    {
        byte[] surplus = Samples.Gzip([.. RawTar.File("APKINDEX"), .. RawTar.Zeros(2)]);
        new RawIndex { ChangeIndex = index => [.. index, 0] }.Fails(ApkFault.BadSignature, "does not verify");
        new RawIndex { ChangeIndex = index => [.. index, .. surplus] }.Fails(ApkFault.BadSignature, "does not verify");
    }

    [TestMethod]
    public void A8_do_not_excuse_surplus_bytes_that_they_cover()
    {
        byte[] index = Samples.Gzip([.. RawTar.File("APKINDEX", content: RawIndex.Block), .. RawTar.Zeros(2)]);
        foreach (byte[] surplus in new[] { [0], new byte[512], Samples.Gzip([]), index })
        {
            byte[] signed = [.. index, .. surplus];
            byte[] file = [.. Samples.Gzip(RawApk.SignatureEntry(TestKeys.Team, signed)), .. signed];
            RawIndex.Fails(ApkFault.MalformedGzip, "", () => RawIndex.Read(file));
        }
    }

    [TestMethod]
    public void A10_see_every_flipped_bit()
    {
        byte[] sound = new RawIndex().Build();
        int signatureLength = sound.Length - Samples.Gzip([.. RawTar.File("DESCRIPTION", content: "a test"), .. RawTar.File("APKINDEX", content: RawIndex.Block), .. RawTar.Zeros(2)]).Length;
        for (int at = signatureLength; at < sound.Length; at++)
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 4;
            RawIndex.Fails(ApkFault.BadSignature, "does not verify", () => RawIndex.Read(damaged));
        }
    }

    [TestMethod]
    public void Have_bounds_on_number_and_name()
    {
        new RawIndex { SignatureTar = signed => [.. Enumerable.Range(0, 17).SelectMany(i => RawTar.Entry($".SIGN.RSA256.k{i}.pub", '0', content: [1]))] }
            .Fails(ApkFault.LimitExceeded, "more than 16 signatures");
        new RawIndex { SignatureTar = signed => [.. RawApk.SignatureEntry(TestKeys.Team, signed), .. RawApk.SignatureEntry(TestKeys.Team, signed)] }
            .Fails(ApkFault.ForbiddenEntry, "twice");
        new RawIndex { SignatureTar = signed => RawTar.Entry(".SIGN.RSA256.a/b", '0') }.Fails(ApkFault.ForbiddenEntry, "not '.SIGN.ALGORITHM.KEY'");
        new RawIndex { SignatureTar = signed => RawTar.Entry(".SIGN.rsa.b", '0') }.Fails(ApkFault.ForbiddenEntry, "not '.SIGN.ALGORITHM.KEY'");
        new RawIndex { SignatureTar = signed => RawTar.Entry(".SIGN.RSA256.k.pub", '0', content: new byte[4000]) }.Fails(ApkFault.LimitExceeded, "4000 bytes");
    }
}
