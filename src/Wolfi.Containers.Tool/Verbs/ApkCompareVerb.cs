using System.CommandLine;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>apk compare A B</c>: the order of two versions, or of each pair on standard input.</summary>
internal static class ApkCompareVerb
{
    private const string StandardInput = "-";
    private const string NoAnswer = "?";

    public static Command Create(VerbContext context)
    {
        Argument<string[]> versions = new("VERSION")
        {
            Description = "Two versions, or '-' for pairs on standard input: two versions a line, parted by white space.",
            Arity = new ArgumentArity(1, 2),
        };
        versions.Validators.Add(result =>
        {
            if ((result.Tokens.Count == 1) != (result.Tokens[0].Value == StandardInput))
            {
                result.AddError("Give two versions, or '-' alone.");
            }
        });
        Command command = new("compare", "Print '<', '=' or '>': how apk orders two package versions.") { versions };
        command.SetAction((parsed, cancellationToken) => Task.FromResult((int)Run(
            context.Terminal, parsed.GetRequiredValue(versions), parsed.GetValue(context.Json), cancellationToken)));
        return command;
    }

    private static ExitCode Run(Terminal terminal, string[] versions, bool json, CancellationToken cancellationToken)
    {
        if (versions.Length == 2)
        {
            Comparison comparison = Compare(versions[0], versions[1])
                ?? throw CommandLineErrors.WrongUsage.Fail(NotVersions(versions) + ".", "dotnet-wolfi apk compare");
            Print(terminal, json, [comparison]);
            return ExitCode.Success;
        }

        bool sound = true;
        IEnumerable<Comparison> comparisons = CompareLines(terminal, () => sound = false, cancellationToken);
        Print(terminal, json, comparisons);
        return sound ? ExitCode.Success : ExitCode.No;
    }

    private static IEnumerable<Comparison> CompareLines(Terminal terminal, Action onFault, CancellationToken cancellationToken)
    {
        for (int number = 1; terminal.In.ReadLine() is string line; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            Comparison? comparison = words.Length == 2 ? Compare(words[0], words[1]) : null;
            if (comparison is null)
            {
                onFault();
                string why = words.Length == 2 ? NotVersions(words) : "it does not hold two versions";
                Report.FailLine(terminal, CommandLineErrors.DamagedInput.Create($"Line {number} of standard input", why));
            }

            yield return comparison ?? new Comparison(words[0], words.Length > 1 ? words[1] : "", NoAnswer);
        }
    }

    private static void Print(Terminal terminal, bool json, IEnumerable<Comparison> comparisons)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer => writer.WriteObjects("comparisons", comparisons, static (writer, comparison) =>
            {
                writer.WriteString("left", comparison.Left);
                writer.WriteString("right", comparison.Right);
                writer.WriteString("order", comparison.Order);
            }));
            return;
        }

        foreach (Comparison comparison in comparisons)
        {
            terminal.Out.WriteLine(comparison.Order);
            terminal.Out.Flush();
        }
    }

    private static Comparison? Compare(string left, string right) =>
        PackageVersion.TryParse(left, out PackageVersion? first) && PackageVersion.TryParse(right, out PackageVersion? second)
            ? new Comparison(left, right, first.CompareTo(second) switch { < 0 => "<", 0 => "=", > 0 => ">" })
            : null;

    private static string NotVersions(string[] words) =>
        string.Join(", ", words.Where(word => !PackageVersion.TryParse(word, out _)).Select(word => $"'{word}' is not a package version"));

    private sealed record Comparison(string Left, string Right, string Order);
}
