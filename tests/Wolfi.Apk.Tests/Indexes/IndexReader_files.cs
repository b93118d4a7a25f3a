using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;

namespace Wolfi.Apk.Tests.Indexes;

[TestClass]
public sealed class IndexReader_files
{
    public static IEnumerable<object[]> Shared()
    {
        if (SharedData.Path("data") is string data)
        {
            yield return [data];
        }
        else
        {
            Console.WriteLine("Not run: ../shared/data is absent.");
        }
    }

    [TestMethod]
    public void A9_hold_one_index_and_little_else()
    {
        byte[] index = RawTar.File("APKINDEX", content: RawIndex.Block);
        new RawIndex { Tar = [.. index, .. index, .. RawTar.Zeros(2)] }.Fails(ApkFault.ForbiddenEntry, "'APKINDEX' of the index is there twice");
        new RawIndex { Tar = [.. RawTar.File("DESCRIPTION"), .. RawTar.Zeros(2)] }.Fails(ApkFault.MalformedIndex, "no APKINDEX");
        new RawIndex { Tar = [.. index, .. RawTar.File("evil"), .. RawTar.Zeros(2)] }.Fails(ApkFault.ForbiddenEntry, "'evil'");
        new RawIndex { Tar = [.. RawTar.Link("APKINDEX", "x"), .. RawTar.Zeros(2)] }.Fails(ApkFault.ForbiddenEntry, "a symbolic link");
        new RawIndex { Tar = index }.Fails(ApkFault.MalformedTar, "no end-of-archive");
        Assert.HasCount(1, new RawIndex { Tar = [.. index, .. RawTar.File("DESCRIPTION"), .. RawTar.Zeros(8)] }.Read().Records);
    }

    [TestMethod]
    public void A14_that_are_something_else_are_called_so()
    {
        RawIndex.Fails(ApkFault.UnsupportedFormat, "is an HTML or XML document", () => RawIndex.Read("\n<!DOCTYPE html><html>secret</html>"u8.ToArray()));
        RawIndex.Fails(ApkFault.UnsupportedFormat, "is an APK v3 file", () => RawIndex.Read("ADBd..."u8.ToArray()));
        RawIndex.Fails(ApkFault.UnsupportedFormat, "is an empty file", () => RawIndex.Read([]));
    }

    [TestMethod]
    public void A15_that_are_cut_off_fail()
    {
        byte[] sound = new RawIndex { SignatureTar = null }.Build();
        for (int length = 2; length < sound.Length; length++)
        {
            ApkException e = Assert.ThrowsExactly<ApkException>(() => RawIndex.Read(sound[..length], allowUnsigned: true));
            Assert.AreEqual(ApkFault.MalformedGzip, e.Fault, e.Message);
        }
    }

    [TestMethod]
    public void A20_that_claim_a_huge_entry_reserve_nothing()
    {
        byte[] tar = RawTar.Entry("APKINDEX", '0', header => "77777777777"u8.CopyTo(header.AsSpan(124)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        new RawIndex { Tar = tar }.Fails(ApkFault.LimitExceeded, "8589934591 bytes");
        Assert.IsLessThan(30_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void B61_that_inflate_without_end_fail()
    {
        new RawIndex { Text = new string('\n', 60_000_000) }.Fails(ApkFault.LimitExceeded, "");
    }

    [TestMethod]
    [DynamicData(nameof(Shared))]
    public void Of_Chainguard_verify_with_its_keys(string data)
    {
        string folder = Path.Combine(data, "real-indexes", "chainguard");
        PublicKey[] keys = [.. Directory.GetFiles(Path.Combine(folder, "keys")).Select(f => PublicKey.Parse(Path.GetFileName(f), File.ReadAllText(f)))];
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "APKINDEX.tar.gz"));
        Assert.HasCount(3, RawIndex.Read(bytes, Keyring.Create(keys)).VerifiedBy);
        Assert.HasCount(1, RawIndex.Read(bytes, Keyring.Create(keys[1])).VerifiedBy);
        RawIndex.Fails(ApkFault.UnknownKey, "chainguard-", () => RawIndex.Read(bytes, Keyring.Empty));

        IndexRecord glibc = RawIndex.Read(bytes, Keyring.Create(keys)).Records.Single(r => r.Name == "glibc");
        Assert.AreEqual("glibc-2.40-r4.apk", glibc.FileName);
        Assert.AreEqual(2070137, glibc.Size);
        Assert.IsTrue(glibc.Depends[0] is { IsConflict: true, Name: "musl" });
        Assert.AreEqual(0, glibc.ProviderPriority);
    }

    [TestMethod]
    [DynamicData(nameof(Shared))]
    public void Of_Wolfis_size_are_read_whole(string data)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(data, "wolfi-index", "x86_64", "APKINDEX.tar.gz"));
        PackageIndex index = RawIndex.Read(bytes, allowUnsigned: true);
        Assert.HasCount(37_669, index.Records);
        Assert.AreEqual("wolfi-dev/os 8190a1652f45 (synthetic)\n", index.Description);
        Assert.AreEqual(0, index.Records.Count(r => r.UnusableBecause is not null));
        RawIndex.Fails(ApkFault.Unsigned, "is unsigned", () => RawIndex.Read(bytes));

        string[] names = ["x86_64", "aarch64"];
        index.CheckArchitecture(names[0], "index");
        RawIndex.Fails(ApkFault.RecordMismatch, "the index for aarch64 names 7zip-2601-r2 for x86_64", () => index.CheckArchitecture(names[1], "index"));

        // Written and read again it is the same.
        PackageIndex again = RawIndex.Read(IndexWriter.Write(index.Records, index.Description, null), allowUnsigned: true);
        Dictionary<string, IndexRecord> byChecksum = again.Records.ToDictionary(r => r.Checksum, StringComparer.Ordinal);
        Assert.IsTrue(index.Records.All(r => byChecksum[r.Checksum].Equals(r)));
    }
}
