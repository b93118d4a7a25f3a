using System.IO.Compression;
using System.Security.Cryptography;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

[TestClass]
public sealed class GzipMemberWriter_bytes
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(65536)]
    [DataRow(300_001)]
    public void Are_read_by_the_framework_and_reported_truly(int size)
    {
        byte[] content = Samples.Bytes(size, 5);
        MemoryStream output = new();
        using GzipMemberWriter writer = new(output, CompressionLevel.Optimal);
        writer.Write(content);
        WrittenMember written = writer.Complete();
        byte[] stored = output.ToArray();

        MemoryStream inflated = new();
        using (GZipStream framework = new(new MemoryStream(stored), CompressionMode.Decompress))
        {
            framework.CopyTo(inflated);
        }

        CollectionAssert.AreEqual(content, inflated.ToArray());
        Assert.AreEqual("1F8B08000000000000FF", Convert.ToHexString(stored.AsSpan(0, 10)));
        Assert.AreEqual(
            new WrittenMember(stored.Length, Convert.ToHexStringLower(SHA256.HashData(stored)), size, Convert.ToHexStringLower(SHA256.HashData(content))),
            written);
    }

    [TestMethod]
    public void Do_not_depend_on_how_the_content_is_written()
    {
        byte[] content = Samples.Bytes(300_000, 6);
        byte[] whole = Samples.Gzip(content);
        Random random = new(7);
        MemoryStream output = new();
        using GzipMemberWriter writer = new(output, CompressionLevel.Optimal);
        for (int at = 0; at < content.Length;)
        {
            int count = Math.Min(random.Next(1, 20_000), content.Length - at);
            writer.Write(content, at, count);
            writer.Flush();
            at += count;
        }

        writer.Complete();
        CollectionAssert.AreEqual(whole, output.ToArray());
    }
}
