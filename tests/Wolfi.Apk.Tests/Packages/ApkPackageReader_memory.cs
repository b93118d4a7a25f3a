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
        PackageContent content = PackageContent.File("large", 0b110_100_100, 32L * Megabyte, () => new Repeated(32));
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
        string sha1 = Convert.ToHexStringLower(SHA1.HashData(new Repeated(Megabytes)));
        using GzipMemberWriter member = new(data, CompressionLevel.NoCompression);
        TarWriter tar = new(member);
        TarEntry entry = new()
        {
            TypeFlag = TarTypes.File, Path = "large", Mode = 0b110_100_100, Size = (long)Megabytes * Megabyte,
            PaxRecords = [new PaxRecord(PaxRecord.ApkSha1, Encoding.ASCII.GetBytes(sha1))],
        };
        tar.WriteFile(entry, new Repeated(Megabytes), default);
        tar.EndArchive();
        WrittenMember written = member.Complete();
        file.Write(Samples.Gzip(RawTar.File(".PKGINFO", content: $"{RawApk.Info}datahash = {written.Sha256}\n")));
        data.Position = 0;
        data.CopyTo(file);
    }

    /// <summary>So many megabytes of text that does not compress to nothing.</summary>
    private sealed class Repeated(int megabytes) : Stream
    {
        private static readonly byte[] Block = Samples.Bytes(Megabyte, 1);
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => (long)megabytes * Megabyte;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int at = (int)(_position % Megabyte);
            int count = (int)Math.Min(Math.Min(buffer.Length, Megabyte - at), Length - _position);
            Block.AsSpan(at, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
