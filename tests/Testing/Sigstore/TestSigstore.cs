using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wolfi.Testing.Sigstore;

/// <summary>
/// A small Sigstore in memory: an authority with its log of certificates, logs of versions 1 and 2, and a timestamp authority, each with keys of its own. It shares
/// no code with the product, and signs wrongly where a test asks for it.
/// </summary>
public sealed class TestSigstore : IDisposable
{
    /// <summary>How documents are written: base64 is not escaped.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string StatementType = "application/vnd.in-toto+json";

    /// <summary>The authority.</summary>
    public TestCertificates Certificates { get; init; } = new();

    /// <summary>The log of version 1.</summary>
    public TestLog Log { get; } = new("https://rekor.test");

    /// <summary>The log of version 2.</summary>
    public TestLog Log2 { get; } = new("https://log2.test");

    /// <summary>The timestamp authority.</summary>
    public TestTimestamps Timestamps { get; init; } = new();

    /// <summary>The trusted root that trusts all of it.</summary>
    public JsonObject TrustedRoot() => new()
    {
        ["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        ["tlogs"] = new JsonArray(Log.Instance(), Log2.Instance()),
        ["certificateAuthorities"] = new JsonArray(Certificates.Authority()),
        ["ctlogs"] = new JsonArray(Certificates.Log.Instance()),
        ["timestampAuthorities"] = new JsonArray(Timestamps.Authority()),
    };

    /// <summary>A bundle about a statement.</summary>
    public JsonObject Sign(byte[] statement, TestSigner signer)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] certificate = Certificates.Issue(key, signer);
        JsonObject material = new() { ["certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate) } };
        return Bundle(statement, key, "CERTIFICATE", certificate, material, signer);
    }

    /// <summary>A bundle about a statement, signed by a key without a certificate.</summary>
    public JsonObject SignWithKey(byte[] statement, ECDsa key, TestSigner signer)
    {
        byte[] open = key.ExportSubjectPublicKeyInfo();
        JsonObject material = new() { ["publicKey"] = new JsonObject { ["hint"] = Convert.ToBase64String(SHA256.HashData(open)) } };
        return Bundle(statement, key, "PUBLIC KEY", open, material, signer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificates.Dispose();
        Log.Dispose();
        Log2.Dispose();
        Timestamps.Dispose();
    }

    private static byte[] SignedBytes(byte[] statement) => [.. Encoding.UTF8.GetBytes($"DSSEv1 {StatementType.Length} {StatementType} {statement.Length} "), .. statement];

    private JsonObject Bundle(byte[] statement, ECDsa key, string label, byte[] verifier, JsonObject material, TestSigner signer)
    {
        byte[] signature = key.SignData(SignedBytes(statement), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (Enter(signer.LoggedStatement ?? statement, signature, label, verifier, signer) is { } entry)
        {
            material["tlogEntries"] = new JsonArray(entry);
        }

        if (signer.StampedAfter is { } after)
        {
            byte[] stamp = Timestamps.Stamp(signature, signer.Time + after);
            material["timestampVerificationData"] = new JsonObject { ["rfc3161Timestamps"] = new JsonArray(new JsonObject { ["signedTimestamp"] = Convert.ToBase64String(stamp) }) };
        }

        return new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json",
            ["verificationMaterial"] = material,
            ["dsseEnvelope"] = new JsonObject
            {
                ["payload"] = Convert.ToBase64String(statement),
                ["payloadType"] = StatementType,
                ["signatures"] = new JsonArray(new JsonObject { ["sig"] = Convert.ToBase64String(signature) }),
            },
        };
    }

    private JsonObject? Enter(byte[] statement, byte[] signature, string label, byte[] verifier, TestSigner signer)
    {
        string sig = Convert.ToBase64String(signature);
        string pem = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(PemEncoding.Write(label, verifier)) + "\n"));
        string payloadHash = Hex(statement), signedHash = Hex(SignedBytes(statement));
        DateTimeOffset time = signer.Time + signer.LoggedAfter;
        return signer.Entry switch
        {
            "dsse" => One("dsse", "0.0.1", new JsonObject
            {
                ["envelopeHash"] = Hash(new string('0', 64)),
                ["payloadHash"] = Hash(payloadHash),
                ["signatures"] = new JsonArray(new JsonObject { ["signature"] = sig, ["verifier"] = pem }),
            }),
            "hashedrekord" => One("hashedrekord", "0.0.1", new JsonObject
            {
                ["data"] = new JsonObject { ["hash"] = Hash(signedHash) },
                ["signature"] = new JsonObject { ["content"] = sig, ["publicKey"] = new JsonObject { ["content"] = pem } },
            }),
            "intoto" => One("intoto", "0.0.2", new JsonObject
            {
                ["content"] = new JsonObject
                {
                    ["envelope"] = new JsonObject
                    {
                        ["payloadType"] = StatementType,
                        ["signatures"] = new JsonArray(new JsonObject { ["publicKey"] = pem, ["sig"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(sig)) }),
                    },
                    ["hash"] = Hash(payloadHash),
                    ["payloadHash"] = Hash(payloadHash),
                },
            }),
            "hashedrekord2" => Two("hashedrekord", "hashedRekordV002", new JsonObject { ["data"] = Hash2(signedHash), ["signature"] = Signature2() }),
            "dsse2" => Two("dsse", "dsseV002", new JsonObject { ["payloadHash"] = Hash2(payloadHash), ["signatures"] = new JsonArray(Signature2()) }),
            _ => null,
        };

        JsonObject One(string kind, string version, JsonObject spec) => Log.Enter(kind, version, Body(kind, version, spec), time);
        JsonObject Two(string kind, string name, JsonObject spec) => Log2.Enter(kind, "0.0.2", Body(kind, "0.0.2", new JsonObject { [name] = spec }), null);
        JsonObject Signature2() => new()
        {
            ["content"] = sig,
            ["verifier"] = new JsonObject
            {
                ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256",
                [label == "CERTIFICATE" ? "x509Certificate" : "publicKey"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(verifier) },
            },
        };
    }

    private static JsonObject Hash(string hex) => new() { ["algorithm"] = "sha256", ["value"] = hex };

    private static JsonObject Hash2(string hex) => new() { ["algorithm"] = "SHA2_256", ["digest"] = Convert.ToBase64String(Convert.FromHexString(hex)) };

    private static byte[] Body(string kind, string version, JsonObject spec) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["apiVersion"] = version, ["kind"] = kind, ["spec"] = spec }.ToJsonString(Plain));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
