using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Verification;

namespace Wolfi.Containers.Tool.Output;

/// <summary>A verification as JSON.</summary>
internal static class VerificationDocument
{
    /// <summary>Writes the members.</summary>
    public static void Write(Utf8JsonWriter writer, Containers.Verification.Verification verification)
    {
        ByteAccount account = verification.Account;
        writer.WriteString("digest", account.Digest.ToString());
        writer.WriteBoolean("verified", verification.Passed);
        WriteFindings(writer, verification.Findings);
        WriteEvidence(writer, verification.Evidence);
        writer.WriteStrings("ignored", verification.Ignored);
        writer.WriteObjects("layers", account.Layers, WriteLayer);
        writer.WriteObjects("shares", account.Shares, (w, share) =>
        {
            w.WriteString("class", share.Class);
            w.WriteNumber("bytes", share.Bytes);
        });
        writer.WriteObjects("declared", account.Declared, (w, thing) =>
        {
            w.WriteString("kind", thing.Kind);
            w.WriteString("name", thing.Name);
            w.WriteString("text", thing.Text);
        });
        writer.WriteNumber("otherBlobs", verification.OtherBlobs);
        writer.WriteStrings("notes", account.Notes);
    }

    /// <summary>Writes the members of an image for several platforms; each platform's are those of an image.</summary>
    public static void Write(Utf8JsonWriter writer, IndexVerification verification)
    {
        writer.WriteString("digest", verification.Digest.ToString());
        writer.WriteBoolean("verified", verification.Passed);
        WriteFindings(writer, verification.IndexFindings);
        WriteEvidence(writer, verification.Evidence);
        writer.WriteStrings("ignored", verification.Ignored);
        writer.WriteNumber("otherBlobs", verification.OtherBlobs);
        writer.WriteObjects("platforms", verification.Platforms, (w, platform) =>
        {
            w.WriteString("platform", platform.Platform.ToString());
            Write(w, platform.Verification);
        });
    }

    private static void WriteFindings(Utf8JsonWriter writer, ImmutableArray<Diagnostic> findings) => writer.WriteObjects("findings", findings, (w, finding) =>
    {
        w.WriteString("code", finding.Code);
        w.WriteString("message", finding.Text);
    });

    private static void WriteEvidence(Utf8JsonWriter writer, ImmutableArray<VerifiedEvidence> evidence)
    {
        writer.WriteStrings("evidence", evidence.Select(one => one.PredicateType));
        writer.WriteObjects("signatures", evidence, WriteSignature);
    }

    private static void WriteSignature(Utf8JsonWriter writer, VerifiedEvidence evidence)
    {
        writer.WriteString("predicateType", evidence.PredicateType);
        writer.WriteString("key", evidence.Proof.Key?.Fingerprint);
        writer.WriteString("identity", evidence.Proof.Identity?.Name);
        writer.WriteString("issuer", evidence.Proof.Identity?.Issuer);
        writer.WriteString("sourceRepository", evidence.Proof.Identity?.SourceRepository);
        writer.WriteString("sourceCommit", evidence.Proof.Identity?.SourceCommit);
        writer.WriteStrings("logs", evidence.Proof.Logs);
        writer.WriteStrings("times", evidence.Proof.Times.Select(Times.Text));
    }

    private static void WriteLayer(Utf8JsonWriter writer, AccountedLayer layer)
    {
        writer.WriteNumber("number", layer.Number);
        writer.WriteString("digest", layer.Digest.ToString());
        writer.WriteString("kind", layer.Kind?.Name());
        writer.WriteString("package", layer.Package);
        writer.WriteString("class", layer.Class?.Name() ?? ByteAccount.NoClass);
        writer.WriteString("signer", layer.Signer);
        if (layer.BuildTime is { } built)
        {
            writer.WriteNumber("built", built);
        }

        writer.WriteNumber("bytes", layer.Size);
    }
}
