using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Verification;
using Wolfi.SupplyChain.Proofs;

namespace Wolfi.Containers.Tool.Output;

/// <summary>A verification for people.</summary>
internal static class VerificationText
{
    private static readonly Tables.Column[] LayerColumns = [new("#", IsNumber: true), new("layer"), new("class"), new("signer"), new("built"), new("bytes", IsNumber: true)];

    private static readonly Tables.Column[] ShareColumns = [new("class"), new("bytes", IsNumber: true), new("share", IsNumber: true)];

    /// <summary>Prints the layers, each class's share, what was declared, and the result.</summary>
    public static void Print(Terminal terminal, string place, Containers.Verification.Verification verification)
    {
        terminal.Out.WriteLine(Shown.Text(place));
        PrintImage(terminal, verification);
        terminal.Out.Field("result", Result(verification.Passed, verification.Findings.Length));
    }

    /// <summary>Prints the index, each platform's image, and the result.</summary>
    public static void Print(Terminal terminal, string place, IndexVerification verification)
    {
        TextWriter output = terminal.Out;
        output.WriteLine(Shown.Text(place));
        output.Field("index", verification.Digest.ToString());
        PrintEvidence(output, verification.Evidence);
        output.Field("other blobs", verification.OtherBlobs == 0 ? "" : Shown.Count(verification.OtherBlobs, "blob"));
        foreach (PlatformVerification platform in verification.Platforms)
        {
            output.WriteLine();
            output.WriteLine(Shown.Text(platform.Platform.ToString()));
            PrintImage(terminal, platform.Verification);
            output.Field("image", Result(platform.Verification.Passed, platform.Verification.Findings.Length));
        }

        output.Field("result", Result(verification.Passed, verification.Findings.Length));
    }

    private static string Result(bool passed, int findings) => passed ? "verified" : $"not verified: {Shown.Count(findings, "finding")}";

    private static void PrintEvidence(TextWriter output, ImmutableArray<VerifiedEvidence> evidence)
    {
        output.Field("evidence", evidence.Select(one => one.PredicateType));
        output.Field("signed by", evidence.Select(one => Signer(one.Proof)).Distinct(StringComparer.Ordinal));
    }

    private static void PrintImage(Terminal terminal, Containers.Verification.Verification verification)
    {
        ByteAccount account = verification.Account;
        TextWriter output = terminal.Out;
        output.Field("digest", account.Digest.ToString());
        PrintEvidence(output, verification.Evidence);
        output.Field("declared", account.Declared.Select(thing => $"{thing.Kind} {thing.Text}"));
        output.Field("other blobs", verification.OtherBlobs == 0 ? "" : Shown.Count(verification.OtherBlobs, "blob"));
        output.Field("note", account.Notes);
        output.WriteLine();
        Tables.Print(terminal, LayerColumns, account.Layers.Select(Row));
        output.WriteLine();
        Tables.Print(terminal, ShareColumns, ShareRows(account));
        output.WriteLine();
    }

    private static string[] Row(AccountedLayer layer) =>
    [
        layer.Number.ToString(CultureInfo.InvariantCulture),
        layer.Package ?? layer.Kind?.Name() ?? "?",
        layer.Class?.Name() ?? ByteAccount.NoClass,
        layer.Signer ?? "",
        layer.BuildTime is >= 0 and < uint.MaxValue and long built ? DateTimeOffset.FromUnixTimeSeconds(built).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
        layer.Size.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Signer(SignatureProof proof)
    {
        string who = proof.Identity is { } identity ? $"{identity.Name}, vouched for by {identity.Issuer}" : $"key {proof.Key!.Fingerprint}";
        string logs = proof.Logs.IsEmpty ? "" : $"; in the log {string.Join(" and ", proof.Logs)}";
        return proof.Times.IsEmpty ? who + logs : $"{who}{logs}; not later than {Times.Text(proof.Times[0])}";
    }

    private static IEnumerable<string[]> ShareRows(ByteAccount account)
    {
        long total = Math.Max(1, account.Shares.Sum(share => share.Bytes));
        foreach (ClassShare share in account.Shares)
        {
            yield return [share.Class, share.Bytes.ToString(CultureInfo.InvariantCulture), Percent(share.Bytes, total)];
        }

        long accounted = account.Shares.Where(share => share.Class != ByteAccount.NoClass).Sum(share => share.Bytes);
        yield return ["accounted for", accounted.ToString(CultureInfo.InvariantCulture), Percent(accounted, total)];
    }

    private static string Percent(long part, long total) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / total:F2} %");
}
