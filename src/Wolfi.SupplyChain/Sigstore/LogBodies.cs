using System.Security.Cryptography;
using System.Text;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>Holds what a log says that it has taken to what it was given.</summary>
internal static class LogBodies
{
    public const string Dsse = "dsse";
    public const string DsseVersion = "0.0.1";
    public const string HashedRekord = "hashedrekord";
    public const string HashedRekordVersion = "0.0.2";

    /// <summary>What an entry of version 2 calls what verifies the signature.</summary>
    public static string VerifierName(LoggedSignature signature) => signature.Certificate is null ? "publicKey" : "x509Certificate";

    /// <exception cref="EvidenceException">It is damaged, or about something else.</exception>
    public static void DemandDsse(ReadOnlyMemory<byte> body, string name, LoggedSignature signature) => JsonPart.Read(body, name, top =>
    {
        JsonPart spec = Spec(top, Dsse, DsseVersion);
        JsonPart hash = spec.Require("payloadHash");
        Demand(hash.Text("algorithm") == "sha256" && hash.Text("value") == Convert.ToHexStringLower(SHA256.HashData(signature.Envelope.Payload.Span)), hash);
        JsonPart[] signatures = [.. spec.Require("signatures").Items(Limits.EnvelopeSignatures)];
        Demand(signatures.Length == 1, spec);
        Demand(signatures[0].Text("signature") == Convert.ToBase64String(signature.Signature.Span), signatures[0]);
        Demand(IsVerifier(signatures[0].Require("verifier"), signature), signatures[0]);
        return true;
    });

    /// <exception cref="EvidenceException">It is damaged, or about something else.</exception>
    public static void DemandHashedRekord(ReadOnlyMemory<byte> body, string name, LoggedSignature signature) => JsonPart.Read(body, name, top =>
    {
        JsonPart spec = Spec(top, HashedRekord, HashedRekordVersion).Require("hashedRekordV002");
        JsonPart data = spec.Require("data");
        Demand(data.Text("algorithm") == "SHA2_256" && data.Text("digest") == Convert.ToBase64String(signature.SignedDigest), data);
        JsonPart logged = spec.Require("signature");
        Demand(logged.Text("content") == Convert.ToBase64String(signature.Signature.Span), logged);
        JsonPart verifier = logged.Require("verifier");
        Demand(verifier.Find(VerifierName(signature))?.Text("rawBytes") == Convert.ToBase64String(signature.VerifierBytes.Span), verifier);
        return true;
    });

    private static JsonPart Spec(JsonPart top, string kind, string version)
    {
        Demand(top.Text("kind") == kind && top.Text("apiVersion") == version, top);
        return top.Require("spec");
    }

    // A log may write PEM anew: what counts is what it encodes.
    private static bool IsVerifier(JsonPart part, LoggedSignature signature)
    {
        string pem = Encoding.UTF8.GetString(part.AsBytes());
        if (pem.Length > Limits.KeyCharacters || !PemEncoding.TryFind(pem, out PemFields fields))
        {
            return false;
        }

        byte[] bytes = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(pem.AsSpan()[fields.Base64Data], bytes, out int count) && signature.VerifierBytes.Span.SequenceEqual(bytes.AsSpan(0, count));
    }

    private static void Demand(bool condition, JsonPart part)
    {
        if (!condition)
        {
            throw part.Fault(EvidenceFault.WrongSubject, "is not about the signature that was logged");
        }
    }
}
