using System.Text;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Statements;
using Wolfi.SupplyChain.Vex;

namespace Wolfi.SupplyChain.Tests.Statements;

[TestClass]
public sealed class Hostile_statements
{
    private const string Good = """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"x","digest":{"sha256":"aa"}}],"predicateType":"https://example.org/x","predicate":{}}""";

    [TestMethod]
    [DataRow("Statement/v1", "Statement/v2", EvidenceFault.Unsupported, "no in-toto statement that is read here")]
    [DataRow("\"predicate\":{}", "\"predicate\":{},\"extra\":1", EvidenceFault.Malformed, "'extra'")]
    [DataRow("\"predicate\":{}", "\"predicate\":[]", EvidenceFault.Malformed, "predicate is not an object")]
    [DataRow("\"predicate\":{}", "\"predicate\":{},\"predicate\":{}", EvidenceFault.Malformed, "not the JSON")]
    [DataRow("\"name\":\"x\"", "\"nome\":\"x\"", EvidenceFault.Malformed, "subject[0] has a member 'nome'")]
    [DataRow(",\"digest\":{\"sha256\":\"aa\"}", "", EvidenceFault.Malformed, "subject[0] has no digest")]
    [DataRow("{\"sha256\":\"aa\"}", "{\"sha256\":7}", EvidenceFault.Malformed, "is not a string")]
    [DataRow("[{\"name\":\"x\",\"digest\":{\"sha256\":\"aa\"}}]", "[]", EvidenceFault.Malformed, "has no subject")]
    public void Are_refused(string part, string instead, EvidenceFault fault, string message)
    {
        Statement.Read(Samples.Bytes(Good), "it");
        Samples.Refused(fault, message, () => Statement.Read(Samples.Bytes(Good.Replace(part, instead, StringComparison.Ordinal)), "The statement"));
    }

    [TestMethod]
    public void With_too_many_subjects_are_refused()
    {
        string subjects = string.Join(',', Enumerable.Repeat("""{"digest":{"sha256":"aa"}}""", Limits.StatementSubjects + 1));
        string json = $$"""{"_type":"{{Statement.Type}}","subject":[{{subjects}}],"predicateType":"x","predicate":{} }""";
        Samples.Refused(EvidenceFault.LimitExceeded, "at most", () => Statement.Read(Samples.Bytes(json), "it"));
    }

    [TestMethod]
    [DataRow("\"layer\":4", "\"layer\":3", "not in the order of layers")]
    [DataRow("\"layer\":3", "\"layer\":-1", "names no layer")]
    [DataRow("\"control\":\"AQID\"", "\"control\":\"AQIE\"", "another SHA-256")]
    [DataRow("\"control\":\"AQID\"", "\"control\":\"AQ ID\"", "not standard base64")]
    [DataRow("\"name\":\"app\"", "\"nom\":\"app\"", "'nom'")]
    public void Heads_that_lie_are_refused(string part, string instead, string message)
    {
        string good = Samples.Text(Samples.Heads().ToBytes());
        PackageHeadsPredicate read = PackageHeadsPredicate.Read(Samples.Bytes(good), "it");
        Assert.AreEqual(good, Samples.Text(read.ToBytes()));
        Samples.Refused(EvidenceFault.Malformed, message, () => PackageHeadsPredicate.Read(Samples.Bytes(good.Replace(part, instead, StringComparison.Ordinal)), "The heads"));
    }

    [TestMethod]
    public void Changed_bytes_are_read_or_refused()
    {
        byte[][] documents =
        [
            Samples.Statement(PackageHeadsPredicate.Type, Samples.Heads().ToBytes()).ToBytes().ToArray(),
            Samples.Heads().ToBytes().ToArray(),
            new Envelope { PayloadType = "t", Payload = "hi"u8.ToArray(), Signatures = [new EnvelopeSignature(new byte[] { 1 }, "k")] }.ToBytes().ToArray(),
            Encoding.UTF8.GetBytes(Vex.Merged_documents.Document("CVE-1", "not_affected", "pkg:oci/app", "pkg:apk/wolfi/zlib@1.3-r0")),
        ];
        Action<byte[]>[] readers =
            [bytes => Statement.Read(bytes, "it"), bytes => PackageHeadsPredicate.Read(bytes, "it"), bytes => Envelope.Read(bytes, "it"), bytes => VexDocument.Read(bytes, "it")];
        Random random = new(7);
        int refused = 0;
        const int Rounds = 20_000;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] changed = (byte[])documents[round % documents.Length].Clone();
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                readers[round % readers.Length](changed);
            }
            catch (EvidenceException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(Rounds / 2, refused);
    }
}
