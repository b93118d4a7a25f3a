using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Sigstore;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.Containers.Tests.Sigstore;

/// <summary>What services answer is held to what they were asked before it is kept; what fails for a moment is asked again.</summary>
[TestClass]
public sealed class Answers_of_services
{
    private const string Certificates = "/api/v2/signingCert";
    private const string FirstLog = "/api/v1/log/entries";
    private const string SecondLog = "/v2/api/v2/log/entries";
    private const string Clock = "/timestamp";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(1, false)]
    [DataRow(1, true)]
    [DataRow(2, true)]
    public async Task That_are_true_make_a_bundle(int log, bool timestamped)
    {
        using FakeSigstore fake = new();
        (SigstoreBundle bundle, SigningCertificate certificate) = await SignAsync(fake, log, timestamped);
        Assert.AreEqual((FakeSigstore.Identity, FakeSigstore.Issuer), (certificate.Identity, certificate.Issuer));
        CollectionAssert.AreEqual(certificate.Bytes.ToArray(), bundle.Certificate.ToArray());
        Assert.IsNull(bundle.KeyHint);
        Assert.AreEqual(log == 1 ? ("dsse", "0.0.1") : ("hashedrekord", "0.0.2"), (bundle.LogEntries.Single().Kind, bundle.LogEntries.Single().KindVersion));
        Assert.HasCount(timestamped ? 1 : 0, bundle.Timestamps);
        Assert.IsTrue(certificate.PublicKey.Verify(bundle.Envelope.SignedBytes.Span, bundle.Envelope.Signatures.Single().Signature.Span));
        SigstoreBundle.Read(bundle.ToBytes(), "It");
    }

    public static IEnumerable<object[]> Lies() =>
    [
        ["a certificate of another key", Certificates, Lie((fake, _, _) => fake.CertificateAnswer(OfAnotherKey(fake))), "of another key"],
        ["no certificate", Certificates, Lie((_, _, _) => "{}"u8.ToArray()), "holds no certificate"],
        ["an empty chain", Certificates, Lie((_, _, _) => "{\"signedCertificateEmbeddedSct\":{\"chain\":{\"certificates\":[]}}}"u8.ToArray()), "has an empty chain"],
        ["no PEM", Certificates, Lie((_, _, _) => "{\"signedCertificateEmbeddedSct\":{\"chain\":{\"certificates\":[\"x\"]}}}"u8.ToArray()), "is no certificate in PEM form"],
        ["garbage", Certificates, Lie((_, _, _) => [0xff, 0xfe]), "is not UTF-8 text"],
        ["an entry of another payload", FirstLog, Lie((_, _, truth) => InBody(truth, "payloadHash\":{\"algorithm\":\"sha256\",\"value\":\"", Flipped)), "is not about the signature that was logged"],
        ["an entry of another signature", FirstLog, Lie((_, _, truth) => InBody(truth, "\"signature\":\"", Flipped)), "is not about the signature that was logged"],
        ["an entry of another certificate", FirstLog, Lie((fake, _, truth) => WithVerifier(truth, OfAnotherKey(fake))), "is not about the signature that was logged"],
        ["an entry of another kind", FirstLog, Lie((_, _, truth) => InBody(truth, "\"kind\":\"", text => "x" + text[1..])), "is not about the signature that was logged"],
        ["two entries", FirstLog, Lie((_, _, truth) => Encoding.UTF8.GetBytes(Text(truth)[..^1] + ",\"b\":{}}")), "has 2 members; at most 1 are read"],
        ["no entry", FirstLog, Lie((_, _, _) => "{}"u8.ToArray()), "holds no entry"],
        ["no promise", FirstLog, Lie((_, _, truth) => Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(Text(truth), "\"signedEntryTimestamp\":\"[^\"]*\",", ""))), "lacks 'signedEntryTimestamp'"],
        ["a root that is none", FirstLog, Lie((_, _, truth) => Replaced(truth, "\"rootHash\":\"", "\"rootHash\":\"zz")), "is no SHA-256 in hexadecimal"],
        ["an entry of another digest", SecondLog, Lie((_, _, truth) => InBody(truth, "\"digest\":\"", Flipped)), "is not about the signature that was logged"],
        ["a second log's entry of another signature", SecondLog, Lie((_, _, truth) => InBody(truth, "\"content\":\"", Flipped)), "is not about the signature that was logged"],
        ["a second log's entry of another certificate", SecondLog, Lie((_, _, truth) => InBody(truth, "\"rawBytes\":\"", Flipped)), "is not about the signature that was logged"],
        ["a second log's entry of another kind", SecondLog, Lie((_, _, truth) => Replaced(truth, "\"kind\":\"hashedrekord\"", "\"kind\":\"dsse\"")), "is an entry of the kind 'dsse'"],
        ["a timestamp of another message", Clock, Lie((fake, query, _) => fake.Timestamp(query, hash => SHA256.HashData(hash))), "is no timestamp of the signature"],
        ["a timestamp that is garbage", Clock, Lie((_, _, _) => [0x30, 0x03, 0x02, 0x01, 0x00]), "is no timestamp of the signature"],
        ["a timestamp with more after it", Clock, Lie((_, _, truth) => [.. truth, 0]), "more than a timestamp"],
        ["a timestamp that is changed", Clock, Lie((_, _, truth) => [.. truth[..^1], (byte)(truth[^1] ^ 1)]), "timestamp"],
        ["a refusal of a timestamp", Clock, Lie((_, _, _) => [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]), "is no timestamp of the signature"],
    ];

    [TestMethod]
    [DynamicData(nameof(Lies))]
    public async Task That_are_not_true_are_not_kept(string lie, string path, Delegate answer, string message)
    {
        using FakeSigstore fake = new();
        fake.Otherwise = (asked, body, truth) => asked == path ? truth with { Body = ((Func<FakeSigstore, byte[], byte[], byte[]>)answer)(fake, body, truth.Body) } : null;
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SignAsync(fake, path == SecondLog ? 2 : 1, timestamped: true));
        Assert.AreEqual("WOLFI7164", failure.Diagnostic.Code, $"{lie}: {failure.Message}");
        StringAssert.Contains(failure.Message, message);
        StringAssert.Contains(failure.Message, "127.0.0.1");
    }

    // The fakes sign nothing that a root vouches for.
    [TestMethod]
    public async Task That_the_roots_of_trust_do_not_prove_are_not_kept()
    {
        using FakeSigstore fake = new();
        TrustedRoot root = TrustedRoot.Read(Encoding.UTF8.GetBytes(Services.RootOf(fake.Authority.Root)), "It");
        SigstoreSettings settings = Services.At(fake.Url, 1) with { TrustedRoot = root };
        using SigstoreServices services = new(settings, new ServiceClient(Services.Quick, TimeProvider.System, _ => { }), TimeProvider.System);
        using PrivateKey key = PrivateKey.Generate();
        SigningCertificate certificate = await services.CertifyAsync(IdentityToken.Parse(FakeSigstore.Token(), "It"), key, TestContext.CancellationToken);
        SigstoreBundle bundle = (await SigstoreBundle.SignAsync(key, Services.Statements[0], TestContext.CancellationToken)) with { KeyHint = null, Certificate = certificate.Bytes };
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => services.ProveAsync(bundle, key.PublicKey, certificate, TestContext.CancellationToken));
        Assert.AreEqual("WOLFI7164", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, "stands in no log of the trusted root");
    }

    [TestMethod]
    public async Task That_say_another_time_than_the_certificates_are_not_kept()
    {
        using FakeSigstore fake = new();
        fake.Otherwise = (path, body, truth) => path == Clock ? truth with { Body = fake.Timestamp(body, time: DateTimeOffset.UtcNow.AddMinutes(11)) } : null;
        await FailsAsync(fake, "WOLFI7170", ["it was made at"], timestamped: true);
        fake.Otherwise = (path, _, truth) => path == FirstLog
            ? truth with { Body = Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(Text(truth.Body), "\"integratedTime\":[0-9]+", "\"integratedTime\":1000000000")) }
            : null;
        await FailsAsync(fake, "WOLFI7170", "it was made at 2001-09-09");
    }

    [TestMethod]
    [DataRow(408)]
    [DataRow(429)]
    [DataRow(500)]
    [DataRow(502)]
    [DataRow(503)]
    [DataRow(504)]
    public async Task That_fail_for_a_moment_are_asked_for_again(int status)
    {
        using FakeSigstore fake = new();
        Dictionary<string, int> tries = [];
        fake.Otherwise = (path, _, _) =>
        {
            lock (tries)
            {
                tries[path] = tries.GetValueOrDefault(path) + 1;
                return tries[path] < 3 ? new FakeAnswer(status, [], ("Retry-After", "0")) : null;
            }
        };
        List<string> notes = [];
        (SigstoreBundle bundle, _) = await SignAsync(fake, 1, timestamped: true, notes);
        Assert.HasCount(1, bundle.LogEntries);
        Assert.HasCount(9, fake.Asked);
        Assert.HasCount(6, notes);
        StringAssert.Contains(notes[0], $"it answers with status {status}; trying again in 0.0 s");
    }

    [TestMethod]
    public async Task That_always_fail_end_the_build_in_time()
    {
        using FakeSigstore fake = new();
        fake.Otherwise = (path, _, _) => path == FirstLog ? new FakeAnswer(503, []) : null;
        await FailsAsync(fake, "WOLFI7154", "The transparency log 127.0.0.1", "it answers with status 503 (tried 3 times)");
        fake.Otherwise = (path, _, _) => path == FirstLog ? new FakeAnswer(503, [], ("Retry-After", "3600")) : null;
        await FailsAsync(fake, "WOLFI7154", "it answers with status 503 (tried 1 time)");
        fake.Otherwise = (path, _, _) => path == FirstLog ? new FakeAnswer(201, new byte[2 * 1024 * 1024]) : null;
        await FailsAsync(fake, "WOLFI7154", "its answer has more than 1048576 bytes");
        fake.Otherwise = (path, _, _) => path == FirstLog ? new FakeAnswer(307, [], ("Location", "https://example.org/")) : null;
        await FailsAsync(fake, "WOLFI7154", "it answers with status 307");
        fake.Otherwise = (path, _, _) => path == Certificates ? new FakeAnswer(400, "{\"message\":\"no such \u0007 issuer\"}"u8.ToArray()) : null;
        await FailsAsync(fake, "WOLFI7154", "The certificate authority 127.0.0.1", "it answers with status 400 and says '{\"message\":\"no such \uFFFD issuer\"}'");
        fake.Otherwise = (path, body, _) => path == Certificates ? new FakeAnswer(401, body) : null;
        WolfiException failure = await FailsAsync(fake, "WOLFI7154", "what it says is not shown, as it repeats a secret");
        Assert.DoesNotContain("eyJ", failure.ToString());
    }

    // A log that took an entry whose answer was lost says where it is.
    [TestMethod]
    public async Task That_name_an_entry_which_is_there_already_are_followed()
    {
        using FakeSigstore fake = new();
        byte[] kept = [];
        fake.Otherwise = (path, _, truth) =>
        {
            if (path == FirstLog)
            {
                kept = truth.Body;
                return new FakeAnswer(409, [], ("Location", $"{FirstLog}/{new string('a', 64)}"));
            }

            return path.StartsWith(FirstLog, StringComparison.Ordinal) ? new FakeAnswer(200, kept) : null;
        };
        (SigstoreBundle bundle, _) = await SignAsync(fake, 1, timestamped: false);
        Assert.AreEqual(4711, bundle.LogEntries.Single().LogIndex);
        StringAssert.StartsWith(fake.Asked[^1], $"GET {FirstLog}/aaaa");

        fake.Otherwise = (path, _, _) => path == FirstLog ? new FakeAnswer(409, [], ("Location", "https://example.org/api/v1/log/entries/a")) : null;
        await FailsAsync(fake, "WOLFI7154", "it says that it has the entry already, and not where");
    }

    [TestMethod]
    public async Task That_do_not_come_are_told()
    {
        using FakeSigstore fake = new();
        SigstoreSettings settings = Services.At("http://127.0.0.1:9", 1);
        using SigstoreServices services = new(settings, new ServiceClient(Services.Quick, TimeProvider.System, _ => { }), TimeProvider.System);
        using PrivateKey key = PrivateKey.Generate();
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(
            () => services.CertifyAsync(IdentityToken.Parse(FakeSigstore.Token(), "It"), key, TestContext.CancellationToken));
        Assert.AreEqual("WOLFI7154", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, "The certificate authority 127.0.0.1:9 can't be used: it can't be reached (tried 3 times)");
    }

    [TestMethod]
    [DataRow(2, false, "a log of version 2 does not say it")]
    [DataRow(0, false, "no log and no timestamp server is named")]
    public void That_would_say_no_time_are_not_asked_for_an_identity(int log, bool timestamped, string message)
    {
        WolfiException failure = Assert.ThrowsExactly<WolfiException>(
            () => new SigstoreServices(Services.At("http://127.0.0.1:9", log, timestamped ? "http://127.0.0.1:9" : null), new ServiceClient(Services.Quick, TimeProvider.System, _ => { }), TimeProvider.System));
        Assert.AreEqual("WOLFI7170", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, message);
    }

    private static Func<FakeSigstore, byte[], byte[], byte[]> Lie(Func<FakeSigstore, byte[], byte[], byte[]> answer) => answer;

    private static byte[] OfAnotherKey(FakeSigstore fake)
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return fake.Authority.Issue(other.ExportSubjectPublicKeyInfo(), FakeSigstore.Identity, FakeSigstore.Issuer);
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static byte[] Replaced(byte[] bytes, string from, string to)
    {
        StringAssert.Contains(Text(bytes), from);
        return Encoding.UTF8.GetBytes(Text(bytes).Replace(from, to, StringComparison.Ordinal));
    }

    // A plus may be written as an escape, half of which is none.
    private static string Flipped(string text)
    {
        string plain = text.Replace("\\u002B", "+", StringComparison.Ordinal);
        return plain[..8] + (plain[8] == 'a' ? 'b' : 'a') + plain[9..];
    }

    // Changes what follows a text in the entry's body, in either form of answer.
    private static byte[] InBody(byte[] answer, string after, Func<string, string> change)
    {
        string text = Text(answer);
        string name = text.Contains("canonicalizedBody", StringComparison.Ordinal) ? "\"canonicalizedBody\":\"" : "\"body\":\"";
        int at = text.IndexOf(name, StringComparison.Ordinal) + name.Length;
        string old = text[at..text.IndexOf('"', at)];
        string body = Text(Convert.FromBase64String(old.Replace("\\u002B", "+", StringComparison.Ordinal)));
        int place = body.LastIndexOf(after, StringComparison.Ordinal) + after.Length;
        string changed = body[..place] + change(body[place..]);
        return Encoding.UTF8.GetBytes(text[..at] + Convert.ToBase64String(Encoding.UTF8.GetBytes(changed)) + text[(at + old.Length)..]);
    }

    private static byte[] WithVerifier(byte[] answer, byte[] certificate) => InBody(
        answer,
        "\"verifier\":\"",
        text => Convert.ToBase64String(Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", certificate))) + text[text.IndexOf('"', StringComparison.Ordinal)..]);

    private Task<WolfiException> FailsAsync(FakeSigstore fake, string code, params string[] messages) => FailsAsync(fake, code, messages, timestamped: false);

    private async Task<WolfiException> FailsAsync(FakeSigstore fake, string code, string[] messages, bool timestamped)
    {
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SignAsync(fake, 1, timestamped));
        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Message);
        foreach (string message in messages)
        {
            StringAssert.Contains(failure.Message, message);
        }

        return failure;
    }

    private async Task<(SigstoreBundle Bundle, SigningCertificate Certificate)> SignAsync(FakeSigstore fake, int log, bool timestamped, List<string>? notes = null)
    {
        SigstoreSettings settings = Services.At(fake.Url, log, timestamped ? $"{fake.Url}{Clock}" : null);
        Action<string> inform = notes is null ? _ => { } : note =>
        {
            lock (notes)
            {
                notes.Add(note);
            }
        };
        using SigstoreServices services = new(settings, new ServiceClient(Services.Quick, TimeProvider.System, inform), TimeProvider.System);
        using PrivateKey key = PrivateKey.Generate();
        SigningCertificate certificate = await services.CertifyAsync(IdentityToken.Parse(FakeSigstore.Token(), "It"), key, TestContext.CancellationToken);
        SigstoreBundle bundle = await SigstoreBundle.SignAsync(key, Services.Statements[0], TestContext.CancellationToken);
        return (await services.ProveAsync(bundle with { KeyHint = null, Certificate = certificate.Bytes }, key.PublicKey, certificate, TestContext.CancellationToken), certificate);
    }
}
