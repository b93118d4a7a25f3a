using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Sigstore;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.Containers.Tests.Sigstore;

/// <summary>Bundles made with the kit's Fulcio, Rekor and timestamp server over HTTP, before the kit's verifier.</summary>
[TestClass]
public sealed class Bundles_before_independent_checkers
{
    private static readonly Lazy<Task<MockSigstore>> Mock = new(MockSigstore.StartAsync);

    public TestContext TestContext { get; set; } = null!;

    [ClassCleanup]
    public static async Task EndAsync()
    {
        if (Mock.IsValueCreated)
        {
            (await Mock.Value).Dispose();
        }
    }

    public static IEnumerable<object[]> Ways() => Verifiers.Rows(
        ["a key in a log of version 1", false, 1, false],
        ["a key in a log of version 2, timestamped", false, 2, true],
        ["an identity in a log of version 1", true, 1, false],
        ["an identity in a log of version 1, timestamped", true, 1, true],
        ["an identity in a log of version 2, timestamped", true, 2, true]);

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public async Task Are_accepted_and_changed_ones_refused(string way, bool keyless, int log, bool timestamped)
    {
        MockSigstore mock = await Mock.Value;
        SigstoreSettings settings = Services.At(mock.Url, log, timestamped ? mock.TimestampServer : null, keyless) with { TrustedRoot = TrustedRoot.Read(File.ReadAllBytes(mock.TrustedRoot), "It") };
        using BundleSigner signer = keyless
            ? await BundleSigner.OpenAsync(settings, Secrets(mock), Assert.Fail, warning => Assert.Fail(warning.ToString()), TestContext.CancellationToken)
            : BundleSigner.Open(PrivateKey.Generate(), settings, Assert.Fail);
        SigstoreBundle bundle;
        do
        {
            bundle = (await signer.SignAsync(Services.Statements, TestContext.CancellationToken)).Single();
        }
        while (bundle.Timestamps.Any(timestamp => !IsReadByKit(timestamp, bundle)));

        Assert.HasCount(1, bundle.LogEntries, way);
        Assert.HasCount(timestamped ? 1 : 0, bundle.Timestamps, way);
        (int code, string output) = Verify(mock, signer, bundle.ToBytes());
        Assert.AreEqual(0, code, output);
        StringAssert.Contains(output, log == 1 ? "dsse/0.0.1" : "hashedrekord/0.0.2");
        if (keyless)
        {
            StringAssert.Contains(output, MockSigstore.Identity);
            StringAssert.Contains(output, $"\"timestamps\":{(timestamped ? 1 : 0)}");
        }

        foreach ((string what, SigstoreBundle changed) in Changes(bundle))
        {
            (code, output) = Verify(mock, signer, changed.ToBytes());
            Assert.AreEqual(1, code, $"{what}: {output}");
        }
    }

    private static KeySecrets Secrets(MockSigstore mock) => new()
    {
        Variable = name => name switch { IdentityTokens.RequestUrlVariable => mock.TokenUrl, IdentityTokens.RequestTokenVariable => "request", _ => null },
    };

    private static IEnumerable<(string What, SigstoreBundle Bundle)> Changes(SigstoreBundle bundle)
    {
        TransparencyLogEntry entry = bundle.LogEntries[0];
        yield return ("the payload", bundle with { Envelope = bundle.Envelope with { Payload = Changed(bundle.Envelope.Payload) } });
        yield return ("no entry", bundle with { LogEntries = [] });
        yield return ("the entry", bundle with { LogEntries = [entry with { CanonicalizedBody = Changed(entry.CanonicalizedBody) }] });
        yield return ("the checkpoint", bundle with { LogEntries = [entry with { InclusionProof = entry.InclusionProof with { Checkpoint = entry.InclusionProof.Checkpoint.Replace("\n1\n", "\n2\n", StringComparison.Ordinal) } }] });
    }

    // sigstore-js reads fractions of three digits only; DER has none that ends in 0.
    private static bool IsReadByKit(ReadOnlyMemory<byte> timestamp, SigstoreBundle bundle) =>
        TimestampMessages.ReadAnswer(timestamp, "It", bundle.Envelope.Signatures[0].Signature).Millisecond % 10 != 0;

    private static byte[] Changed(ReadOnlyMemory<byte> bytes)
    {
        byte[] changed = bytes.ToArray();
        changed[changed.Length / 2] ^= 1;
        return changed;
    }

    private static (int Code, string Output) Verify(MockSigstore mock, BundleSigner signer, ReadOnlyMemory<byte> bundle)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.Combine("bundle.json"), bundle.ToArray());
        File.WriteAllText(folder.Combine("key.pub"), signer.PublicKey.Pem);
        string[] who = signer.Certificate is null
            ? ["--key", folder.Combine("key.pub"), "--tlog"]
            : ["--san", MockSigstore.Identity, "--issuer", MockSigstore.Issuer];
        return Verifiers.Run(
            "verify-bundle.js",
            [folder.Combine("bundle.json"), .. who, "--trusted-root", mock.TrustedRoot, "--digest", Services.Image.ToString(), "--predicate-type", SignedImage.PredicateType]);
    }
}
