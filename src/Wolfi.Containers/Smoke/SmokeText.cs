namespace Wolfi.Containers.Smoke;

/// <summary>A smoke run in sentences.</summary>
public static class SmokeText
{
    /// <summary>What a run that failed says: the app's last lines and what they mean.</summary>
    public static IEnumerable<string> Failure(SmokeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return
        [
            .. result.LastLines.IsEmpty ? ["The app wrote nothing."] : result.LastLines.Select(line => $"  | {Printable(line)}").Prepend("The app's last lines:"),
            .. result.Reasons.Select(reason => $"{Sentence(reason.Cause)}. {reason.Answer}"),
        ];
    }

    /// <summary>What to do about a run that failed.</summary>
    public static string Advice(SmokeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Reasons.IsEmpty
            ? "See the app's last lines above; docs/smoke.md tells what exit codes mean."
            : string.Join(' ', result.Reasons.Select(reason => $"{Sentence(reason.Cause)}. {reason.Answer}"));
    }

    // The app's words go to terminals and logs.
    private static string Printable(string line) => string.Concat(line.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c));

    private static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..];
}
