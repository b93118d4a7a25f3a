using System.Text.Json;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Prints what an app needs: a tree for people, or the document.</summary>
internal static class NeedsPrinter
{
    public static void Print(Terminal terminal, bool json, NeedsAnswer answer)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer => Write(writer, answer));
            return;
        }

        terminal.Out.WriteLine(Shown.Text($"{answer.Target}: {NeedReportText.Summary(answer.Report)}"));
        string[] remarks = [.. NeedReportText.Remarks(answer.Needs), .. answer.Advice.Select(advice => $"advice: {advice}")];
        foreach (string line in NeedReportText.Lines(answer.Report).Prepend("").Concat(remarks.Length == 0 ? [] : remarks.Prepend("")))
        {
            terminal.Out.WriteLine(Shown.Text(line));
        }
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
