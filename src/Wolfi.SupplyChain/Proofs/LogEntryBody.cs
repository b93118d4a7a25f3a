using System.Security.Cryptography;
using System.Text;
using Wolfi.SupplyChain.Json;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>
/// Entries as logs hold them: of Rekor 1 <c>dsse</c> 0.0.1, <c>hashedrekord</c> 0.0.1 and <c>intoto</c> 0.0.2, of Rekor 2 <c>hashedrekord</c> and <c>dsse</c> 0.0.2.
/// An entry proves nothing of a signature that it is not about: content, signature and signer are compared.
/// </summary>
internal static class LogEntryBody
{
    private const string Differs = "is of another";

    /// <summary>Holds an entry to what was signed.</summary>
    /// <exception cref="EvidenceException">It is damaged, of a kind that is not read, or about something else.</exception>
    public static void Demand(TransparencyLogEntry entry, SignedEntry signed, string name) => _ = JsonPart.Read(entry.CanonicalizedBody, name, top =>
    {
        top.AllowOnly("apiVersion", "kind", "spec");
        (string kind, string version) = (top.Require("kind").AsText(), top.Require("apiVersion").AsText());
        if (kind != entry.Kind || version != entry.KindVersion)
        {
            throw top.Fault("is of another kind than the bundle says");
        }

        JsonPart spec = top.Require("spec");
        switch (kind, version)
        {
            case ("dsse", "0.0.1"):
                DemandDsse(spec, signed);
                break;
            case ("hashedrekord", "0.0.1"):
                DemandHashedRekord(spec, signed);
                break;
            case ("intoto", "0.0.2"):
                DemandInToto(spec, signed);
                break;
            case ("hashedrekord", "0.0.2"):
                DemandHashedRekord2(spec.Require("hashedRekordV002"), signed);
                break;
            case ("dsse", "0.0.2"):
                DemandDsse2(spec.Require("dsseV002"), signed);
                break;
            default:
                throw top.Fault(EvidenceFault.Unsupported, $"is of the kind '{Shown.Text(kind)}' {Shown.Text(version)}, which is not read");
        }

        return true;
    });

    // The envelope's hash is of the JSON as it was sent, which nobody has any more.
    private static void DemandDsse(JsonPart spec, SignedEntry signed)
    {
        DemandHash(spec.Require("payloadHash"), signed.Payload.Span);
        JsonPart one = Only(spec.Require("signatures"));
        DemandBytes(one.Require("signature"), signed.Signature.Span, "signature");
        DemandPem(one.Require("verifier"), signed);
    }

    private static void DemandHashedRekord(JsonPart spec, SignedEntry signed)
    {
        DemandHash(spec.Require("data").Require("hash"), signed.SignedBytes.Span);
        JsonPart signature = spec.Require("signature");
        DemandBytes(signature.Require("content"), signed.Signature.Span, "signature");
        DemandPem(signature.Require("publicKey").Require("content"), signed);
    }

    // The signature is in base64 twice.
    private static void DemandInToto(JsonPart spec, SignedEntry signed)
    {
        JsonPart content = spec.Require("content");
        DemandHash(content.Require("payloadHash"), signed.Payload.Span);
        JsonPart one = Only(content.Require("envelope").Require("signatures"));
        DemandBytes(one.Require("sig"), Encoding.ASCII.GetBytes(Convert.ToBase64String(signed.Signature.Span)), "signature");
        DemandPem(one.Require("publicKey"), signed);
    }

    private static void DemandHashedRekord2(JsonPart spec, SignedEntry signed)
    {
        DemandHash2(spec.Require("data"), signed.SignedBytes.Span);
        DemandSignature2(spec.Require("signature"), signed);
    }

    private static void DemandDsse2(JsonPart spec, SignedEntry signed)
    {
        DemandHash2(spec.Require("payloadHash"), signed.Payload.Span);
        DemandSignature2(Only(spec.Require("signatures")), signed);
    }

    private static JsonPart Only(JsonPart list) => list.Items(Limits.EnvelopeSignatures).ToArray() is [var one] ? one : throw list.Fault("has not exactly one signature");

    private static void DemandHash(JsonPart hash, ReadOnlySpan<byte> of)
    {
        (string algorithm, string value) = (hash.Require("algorithm").AsText(), hash.Require("value").AsText());
        string expected = algorithm switch
        {
            "sha256" => Convert.ToHexStringLower(SHA256.HashData(of)),
            "sha384" => Convert.ToHexStringLower(SHA384.HashData(of)),
            "sha512" => Convert.ToHexStringLower(SHA512.HashData(of)),
            _ => throw hash.Fault(EvidenceFault.Unsupported, $"is a '{Shown.Text(algorithm)}', which is not read"),
        };
        if (value != expected)
        {
            throw hash.Fault(EvidenceFault.Unproved, $"{Differs} statement");
        }
    }

    private static void DemandHash2(JsonPart hash, ReadOnlySpan<byte> of)
    {
        string algorithm = hash.Require("algorithm").AsText();
        byte[] expected = algorithm switch
        {
            "SHA2_256" => SHA256.HashData(of),
            "SHA2_384" => SHA384.HashData(of),
            "SHA2_512" => SHA512.HashData(of),
            _ => throw hash.Fault(EvidenceFault.Unsupported, $"is a '{Shown.Text(algorithm)}', which is not read"),
        };
        DemandBytes(hash.Require("digest"), expected, "statement");
    }

    private static void DemandSignature2(JsonPart signature, SignedEntry signed)
    {
        DemandBytes(signature.Require("content"), signed.Signature.Span, "signature");
        JsonPart verifier = signature.Require("verifier");
        if (signed.Certificate.IsEmpty)
        {
            DemandBytes(verifier.Require("publicKey").Require("rawBytes"), signed.Key.Span, "key");
        }
        else
        {
            DemandBytes(verifier.Require("x509Certificate").Require("rawBytes"), signed.Certificate.Span, "certificate");
        }
    }

    private static void DemandBytes(JsonPart part, ReadOnlySpan<byte> expected, string what)
    {
        if (!part.AsBytes().AsSpan().SequenceEqual(expected))
        {
            throw part.Fault(EvidenceFault.Unproved, $"{Differs} {what}");
        }
    }

    private static void DemandPem(JsonPart part, SignedEntry signed)
    {
        string pem = Encoding.UTF8.GetString(part.AsBytes());
        (string label, ReadOnlyMemory<byte> expected, string what) = signed.Certificate.IsEmpty ? ("PUBLIC KEY", signed.Key, "key") : ("CERTIFICATE", signed.Certificate, "certificate");
        if (!PemEncoding.TryFind(pem, out PemFields fields)
            || pem[fields.Label] != label
            || !Convert.FromBase64String(pem[fields.Base64Data]).AsSpan().SequenceEqual(expected.Span))
        {
            throw part.Fault(EvidenceFault.Unproved, $"{Differs} {what}");
        }
    }
}
