using System.Text;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Tests.Json;

[TestClass]
public sealed class Json_from_outside
{
    [TestMethod]
    [DataRow("", "is not the JSON it should be")]
    [DataRow("[]", "is not an object")]
    [DataRow("{\"a\":1,\"a\":2}", "is not the JSON it should be")]
    [DataRow("{\"a\":1,}", "is not the JSON it should be")]
    [DataRow("{\"a\":1} {}", "is not the JSON it should be")]
    [DataRow("{\"a\":\"\\ud800\"}", "not valid Unicode")]
    [DataRow("{\"a\":7}", "a is not a string")]
    [DataRow("{\"b\":\"x\"}", "lacks 'a'")]
    [DataRow("{\"a\":null}", "lacks 'a'")]
    [DataRow("{\"a\":\"x\",\"A\\u0007\":1}", "has a member 'A?', which is not known there")]
    public void Is_refused_with_the_place(string json, string message)
    {
        EvidenceException failure = Assert.ThrowsExactly<EvidenceException>(() => ReadA(Encoding.UTF8.GetBytes(json)));
        Assert.AreEqual(EvidenceFault.Malformed, failure.Fault);
        StringAssert.Contains(failure.Message, message);
    }

    [TestMethod]
    public void Is_bounded_in_depth_bytes_and_items()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", Limits.JsonDepth + 1)) + "1" + new string('}', Limits.JsonDepth + 1);
        Assert.ThrowsExactly<EvidenceException>(() => ReadA(Encoding.UTF8.GetBytes(deep)));
        Assert.AreEqual(EvidenceFault.LimitExceeded, Assert.ThrowsExactly<EvidenceException>(() => ReadA(new byte[Limits.DocumentBytes + 1])).Fault);
        Assert.AreEqual(
            EvidenceFault.LimitExceeded,
            Assert.ThrowsExactly<EvidenceException>(() => JsonPart.Read("{\"a\":[1,2]}"u8.ToArray(), "it", top => top.Require("a").Items(1).Count())).Fault);
    }

    private static string ReadA(byte[] bytes) => JsonPart.Read(bytes, "The document", top =>
    {
        string text = top.Require("a").AsText();
        top.AllowOnly("a");
        return text;
    });
}
