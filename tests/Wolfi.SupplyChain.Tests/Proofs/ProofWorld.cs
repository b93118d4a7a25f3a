using System.Text.Json.Nodes;
using Wolfi.Oci;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Trust;
using Wolfi.Testing.Sigstore;

namespace Wolfi.SupplyChain.Tests.Proofs;

/// <summary>A small Sigstore with a policy that trusts it.</summary>
internal static class ProofWorld
{
    public static readonly TestSigstore Sigstore = new();

    public static readonly byte[] Statement = new SignedImage { Digest = Digest.Of("image"u8) }.ToStatement().ToBytes().ToArray();

    public static IdentityPolicy Workflow { get; } = new(NamePattern.Exactly(TestSigner.Workflow), NamePattern.Exactly(TestSigner.GitHub));

    public static SignerPolicy Policy(TestSigstore? sigstore = null) => new() { Identities = [Workflow], TrustedRoot = Root((sigstore ?? Sigstore).TrustedRoot()) };

    public static TrustedRoot Root(JsonObject root) => TrustedRoot.Read(Samples.Bytes(root.ToJsonString(TestSigstore.Plain)), "The trusted root");

    public static SignatureProof Verify(JsonObject bundle, SignerPolicy? policy = null) =>
        BundleVerifier.Verify(SigstoreBundle.Read(Samples.Bytes(bundle.ToJsonString(TestSigstore.Plain)), "The bundle"), policy ?? Policy(), "The bundle");

    public static SignatureProof Verify(TestSigner signer, SignerPolicy? policy = null) => Verify(Sigstore.Sign(Statement, signer), policy);

    public static void Refused(string message, JsonObject bundle, SignerPolicy? policy = null)
    {
        EvidenceException failure = Assert.ThrowsExactly<EvidenceException>(() => Verify(bundle, policy));
        StringAssert.Contains(failure.Message, message);
    }

    public static void Refused(string message, TestSigner signer, SignerPolicy? policy = null) => Refused(message, Sigstore.Sign(Statement, signer), policy);

    public static JsonObject Entry(JsonObject bundle) => bundle["verificationMaterial"]!["tlogEntries"]![0]!.AsObject();
}
