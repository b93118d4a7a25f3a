using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

[TestClass]
public sealed class Crc32_of_bytes
{
    [TestMethod]
    public void Is_the_published_check_value() => Assert.AreEqual(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    [TestMethod]
    public void Does_not_depend_on_how_the_bytes_are_cut()
    {
        byte[] data = Samples.Bytes(1000, seed: 1);
        uint whole = Crc32.Append(0, data);
        for (int cut = 0; cut <= data.Length; cut += 7)
        {
            Assert.AreEqual(whole, Crc32.Append(Crc32.Append(0, data.AsSpan(0, cut)), data.AsSpan(cut)), $"cut at {cut}");
        }
    }
}
