using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Versions;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>Case J146 of the list of attacks: large layers are streamed.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ApkPackageReader_memory
{
    private const int Megabyte = 1 << 20;
    private const int Megabytes = 128;

    // Text that does not compress to nothing.
    private static readonly byte[] Block = Samples.Bytes(Megabyte, 1);

    [TestMethod]
    public void J146_Reading_a_large_package_allocates_little()
    {
        using TemporaryFolder folder = new();
        using FileStream file = new(folder.Combine("large.apk"), FileMode.CreateNew);
        WriteStored(file);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ApkPackage package = ApkPackageReader.Read(file, "large.apk", default);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(Megabytes * (long)Megabyte, package.Entries.Single().Size);
        Assert.IsLessThan(4L * Megabyte, allocated);
    }

    [TestMethod]
    public void J146_Writing_a_large_package_allocates_little()
    {
        using TemporaryFolder folder = new();
        using FileStream file = new(folder.Combine("large.apk"), FileMode.CreateNew);
        PackageInfo info = new() { Name = "large", Version = PackageVersion.Parse("1-r0"), Architecture = "noarch" };
        PackageContent content = PackageContent.File("large", 0b110_100_100, 32L * Megabyte, () => Repeated(32));
        _ = TestKeys.Team;

        long before = GC.GetAllocatedBytesForCurrentThread();
        ApkPackage package = ApkPackageWriter.Write(info, [content], TestKeys.Team, file, default);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(32L * Megabyte, package.Info.InstalledSize);
        Assert.IsLessThan(4L * Megabyte, allocated);
    }

    // Stored blocks: quick to make, and as large as they look.
    private static void WriteStored(Stream file)
    {
        using MemoryStream control = new();
        using FileStream data = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose,
        });
        string sha1 = Convert.ToHexStringLower(SHA1.HashData(Repeated(Megabytes)));
        using GzipMemberWriter member = new(data, CompressionLevel.NoCompression);
        TarWriter tar = new(member);
        TarEntry entry = new()
        {
            TypeFlag = TarTypes.File, Path = "large", Mode = 0b110_100_100, Size = (long)Megabytes * Megabyte,
            PaxRecords = [new PaxRecord(PaxRecord.ApkSha1, Encoding.ASCII.GetBytes(sha1))],
        };
        tar.WriteFile(entry, Repeated(Megabytes), default);
        tar.EndArchive();
        WrittenMember written = member.Complete();
        file.Write(Samples.Gzip(RawTar.File(".PKGINFO", content: $"{RawApk.Info}datahash = {written.Sha256}\n")));
        data.Position = 0;
        data.CopyTo(file);
    }

    private static RepeatedStream Repeated(int megabytes) => new(Block, megabytes);
}
