using System.Security.Cryptography;
using System.Text;
using Wolfi.SupplyChain.Envelopes;

namespace Wolfi.SupplyChain.Tests.Envelopes;

[TestClass]
public sealed class Envelopes_around_statements
{
    private const string Good = """{"payload":"aGk=","payloadType":"t","signatures":[{"sig":"AQ==","keyid":"k"}]}""";

    [TestMethod]
    [DataRow("t", "hi", "DSSEv1 1 t 2 hi")]
    [DataRow("http://example.com/HelloWorld", "hello world", "DSSEv1 29 http://example.com/HelloWorld 11 hello world")]
    [DataRow("ä", "", "DSSEv1 2 ä 0 ")]
    public void Sign_type_and_payload_with_their_lengths_in_bytes(string type, string payload, string signed) =>
        Assert.AreEqual(signed, Samples.Text(new Envelope { PayloadType = type, Payload = Encoding.UTF8.GetBytes(payload) }.SignedBytes));

    [TestMethod]
    public void Come_back_as_they_were_written()
    {
        Envelope read = Envelope.Read(Samples.Bytes(Good), "it");
        Assert.AreEqual("hi", Samples.Text(read.Payload));
        Assert.AreEqual("k", read.Signatures.Single().KeyId);
        Assert.AreEqual(Good, Samples.Text(read.ToBytes()));
        Assert.AreEqual("""{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]}""", Samples.Text(Envelope.OfStatement("{}"u8.ToArray()).ToBytes()));
    }

    [TestMethod]
    public void Count_as_signed_only_by_a_signature_over_both()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Envelope unsigned = Envelope.OfStatement("{}"u8.ToArray());
        byte[] signature = key.SignData(unsigned.SignedBytes.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Envelope signed = unsigned with { Signatures = [new EnvelopeSignature(signature)] };
        Assert.IsFalse(unsigned.IsSignedFor(new Verifier(key)));
        Assert.IsTrue(signed.IsSignedFor(new Verifier(key)));
        Assert.IsFalse(signed.IsSignedFor(new Verifier(other)));
        Assert.IsFalse((signed with { PayloadType = "application/other" }).IsSignedFor(new Verifier(key)));
        Assert.IsFalse((signed with { Payload = "{ }"u8.ToArray() }).IsSignedFor(new Verifier(key)));
    }

    [TestMethod]
    [DataRow("aGk=", "aGk", "not standard base64")]
    [DataRow("aGk=", "aG k=", "not standard base64")]
    [DataRow("aGk=", "aGl=", "not standard base64")]
    [DataRow("aGk=", "_-8=", "not standard base64")]
    [DataRow("AQ==", "", "is empty")]
    [DataRow("\"payloadType\":\"t\"", "\"payloadType\":\"\"", "no media type")]
    [DataRow("\"payloadType\":\"t\",", "", "lacks 'payloadType'")]
    [DataRow("\"keyid\"", "\"keyID\"", "'keyID'")]
    [DataRow("[{\"sig\":\"AQ==\",\"keyid\":\"k\"}]", "{}", "is not an array")]
    [DataRow("{\"payload\"", "{\"extra\":1,\"payload\"", "'extra'")]
    public void That_are_damaged_are_refused(string part, string instead, string message) =>
        Samples.Refused(EvidenceFault.Malformed, message, () => Envelope.Read(Samples.Bytes(Good.Replace(part, instead, StringComparison.Ordinal)), "The envelope"));

    [TestMethod]
    public void With_too_many_signatures_are_refused()
    {
        string signatures = string.Join(',', Enumerable.Repeat("""{"sig":"AQ=="}""", Limits.EnvelopeSignatures + 1));
        Samples.Refused(EvidenceFault.LimitExceeded, "at most", () => Envelope.Read(Samples.Bytes($$"""{"payload":"","payloadType":"t","signatures":[{{signatures}}]}"""), "it"));
    }

    private sealed class Verifier(ECDsa key) : IEnvelopeVerifier
    {
        public bool Verify(EnvelopeSignature signature, ReadOnlySpan<byte> signedBytes) =>
            key.VerifyData(signedBytes, signature.Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
