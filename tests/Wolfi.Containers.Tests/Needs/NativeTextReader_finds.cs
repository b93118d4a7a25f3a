using System.Text;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class NativeTextReader_finds
{
    [TestMethod]
    public void Texts_with_the_version_that_follows() =>
        Assert.AreEqual("libicuuc.so libssl.so. libssl.so.1.1 libssl.so.3", Find("..libssl.so.3\0libssl.so.1.1\0x libssl.so.x libicuuc.so\0libssl.so.3", int.MaxValue));

    [TestMethod]
    public void Nothing_behind_the_end_that_is_asked_for() => Assert.AreEqual("libicuuc.so", Find("libicuuc.so libssl.so.3", 12));

    [TestMethod]
    [DataRow(0)]
    [DataRow(127)]
    [DataRow(131_060)]
    [DataRow(131_066)]
    [DataRow(131_072)]
    [DataRow(262_010)]
    public void A_text_that_lies_across_two_reads(int before) =>
        Assert.AreEqual("libssl.so.1.1", Find(new string('x', before) + "libssl.so.1.1" + new string('x', 300_000 - before), int.MaxValue));

    [TestMethod]
    public void A_text_at_the_end() => Assert.AreEqual("libssl.so.3", Find(new string('x', 131_072) + "libssl.so.3", int.MaxValue));

    private static string Find(string content, int length)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(content);
        return string.Join(' ', NativeTextReader.Find(new MemoryStream(bytes), Math.Min(length, bytes.Length), ["libssl.so.", "libicuuc.so"]));
    }
}
