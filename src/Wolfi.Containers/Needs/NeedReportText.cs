using System.Collections.Immutable;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Needs;

/// <summary>A report as lines of text: from each package to the sonames that it answers, and from those to the files and reasons.</summary>
public static class NeedReportText
{
    private const string Rules = "https://github.com/wolfi-containers/wolfi-containers-sdk/blob/main/docs/needs.md";

    /// <summary>One line that sums it up.</summary>
    public static string Summary(NeedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string costs = string.Join(", ", report.Needs
            .Where(cost => cost.Size > 0)
            .OrderByDescending(cost => cost.Size)
            .Select(cost => $"{cost.Need.Key} {ByteSizes.Text(cost.Size)}"));
        return $"{Count(report.Packages.Length, "package")} for {Count(report.Needs.Length, "need")}, {ByteSizes.Text(report.Size)}{(costs.Length == 0 ? "" : $"; of these {costs}")}.";
    }

    /// <summary>The tree of packages, then the costs.</summary>
    public static IEnumerable<string> Lines(NeedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (NeededPackage package in report.Packages)
        {
            yield return $"{package.Name} {package.Version}  {ByteSizes.Text(package.Size)}";
            foreach (PackageAnswer answer in package.Answers)
            {
                yield return $"  <- {answer.Atom}{(answer.Need is null ? " <- WolfiPackage" : "")}";
                foreach (string line in Reasons(answer.Evidence))
                {
                    yield return $"       <- {line}";
                }
            }

            if (!package.NeededBy.IsEmpty)
            {
                yield return $"  <- {string.Join(", ", package.NeededBy)}";
            }
        }

        yield return "";
        yield return "what each need costs alone:";
        int width = report.Needs.Select(cost => cost.Need.Key.Length).DefaultIfEmpty().Max();
        foreach (NeedCost cost in report.Needs)
        {
            string confidence = NeedConfidences.NameOf(cost.Need.Evidence.Select(evidence => evidence.Confidence).DefaultIfEmpty().Min());
            yield return $"  {cost.Need.Key.PadRight(width)}  {ByteSizes.Text(cost.Size),9}  {confidence,-8} {string.Join(", ", cost.Packages)}".TrimEnd();
        }

        yield return $"why each is a need, and what tells it: {Rules}";
    }

    /// <summary>What there is to know beside the packages.</summary>
    public static IEnumerable<string> Remarks(NeedSet needs)
    {
        ArgumentNullException.ThrowIfNull(needs);
        foreach (Need hint in needs.Hints)
        {
            foreach (string line in Reasons(hint.Evidence))
            {
                yield return $"hint: {hint.Key}: {line}";
            }
        }

        foreach (UnresolvedLibrary library in needs.Unresolved)
        {
            yield return $"unresolved: {library.Name}: called by {string.Join(", ", library.CalledBy)}";
        }

        foreach (LeftOutNeed left in needs.LeftOut)
        {
            yield return $"left out: {left.Library} of {left.File}: {left.Reason}";
        }

        foreach (string key in needs.Omitted)
        {
            yield return $"left out by the project, against advice: {key}";
        }
    }

    private static string Count(int number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    // Many files have one reason, such as the C library: the first is named, the others counted.
    private static IEnumerable<string> Reasons(ImmutableArray<NeedEvidence> evidence) => evidence
        .GroupBy(reason => reason.Reason, StringComparer.Ordinal)
        .Select(group => group.Count() == 1 ? $"{group.First().Subject}: {group.Key}" : $"{group.First().Subject} (and {group.Count() - 1} more): {group.Key}");
}
