using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Prints what an app needs: a tree for people, or the document.</summary>
internal static class NeedsPrinter
{
    /// <summary>Prints the answer for one platform, or that for each of several.</summary>
    public static void Print(Terminal terminal, bool json, params ImmutableArray<NeedsAnswer> answers)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer => Write(writer, answers));
            return;
        }

        foreach (NeedsAnswer answer in answers)
        {
            if (answer != answers[0])
            {
                terminal.Out.WriteLine();
            }

            Print(terminal, answer);
        }
    }

    private static void Print(Terminal terminal, NeedsAnswer answer)
    {
        string target = answer.Platform is { } platform ? $"{answer.Target} for {platform}" : answer.Target;
        terminal.Out.WriteLine(Shown.Text($"{target}: {NeedReportText.Summary(answer.Report)}"));
        string[] remarks = [.. NeedReportText.Remarks(answer.Needs), .. answer.Advice.Select(advice => $"advice: {advice}")];
        foreach (string line in NeedReportText.Lines(answer.Report).Prepend("").Concat(remarks.Length == 0 ? [] : remarks.Prepend("")))
        {
            terminal.Out.WriteLine(Shown.Text(line));
        }
    }

    private static void Write(Utf8JsonWriter writer, ImmutableArray<NeedsAnswer> answers)
    {
        if (answers is [{ Platform: null } alone])
        {
            Write(writer, alone);
            return;
        }

        writer.WriteObjects("platforms", answers, (writer, answer) =>
        {
            writer.WriteString("platform", answer.Platform);
            Write(writer, answer);
        });
    }

    private static void Write(Utf8JsonWriter writer, NeedsAnswer answer)
    {
        writer.WriteString("architecture", answer.Needs.Architecture);
        writer.WriteNumber("size", answer.Report.Size);
        writer.WriteNumber("installedSize", answer.Report.InstalledSize);
        writer.WriteObjects("packages", answer.Report.Packages, (writer, package) =>
        {
            writer.WriteString("name", package.Name);
            writer.WriteString("version", package.Version);
            writer.WriteNumber("size", package.Size);
            writer.WriteNumber("installedSize", package.InstalledSize);
            writer.WriteObjects("answers", package.Answers, (writer, asked) =>
            {
                writer.WriteString("atom", asked.Atom);
                writer.WriteString("need", asked.Need);
            });
            writer.WriteStrings("neededBy", package.NeededBy);
        });
        writer.WriteObjects("needs", answer.Report.Needs, (writer, cost) =>
        {
            Write(writer, cost.Need);
            writer.WriteNumber("size", cost.Size);
            writer.WriteNumber("installedSize", cost.InstalledSize);
            writer.WriteStrings("packages", cost.Packages);
        });
        writer.WriteObjects("hints", answer.Needs.Hints, Write);
        writer.WriteObjects("unresolved", answer.Needs.Unresolved, (writer, library) =>
        {
            writer.WriteString("name", library.Name);
            writer.WriteStrings("calledBy", library.CalledBy);
        });
        writer.WriteObjects("leftOut", answer.Needs.LeftOut, (writer, left) =>
        {
            writer.WriteString("file", left.File);
            writer.WriteString("library", left.Library);
            writer.WriteString("reason", left.Reason);
        });
        writer.WriteStrings("omitted", answer.Needs.Omitted);
        writer.WriteStrings("advice", answer.Advice);
    }

    private static void Write(Utf8JsonWriter writer, Need need)
    {
        writer.WriteString("key", need.Key);
        writer.WriteStrings("atoms", need.Atoms.Select(atom => atom.ToString()));
        writer.WriteObjects("evidence", need.Evidence, (writer, evidence) =>
        {
            writer.WriteString("subject", evidence.Subject);
            writer.WriteString("reason", evidence.Reason);
            writer.WriteString("atom", evidence.Atom);
            writer.WriteString("confidence", NeedConfidences.NameOf(evidence.Confidence));
        });
    }
}
