using System.Globalization;
using System.Text.Json;
using Wolfi.Containers.Smoke;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Prints a smoke run.</summary>
internal static class SmokePrinter
{
    public static void Print(Terminal terminal, bool json, string place, SmokeResult result)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer => Write(writer, result));
            return;
        }

        string verdict = result.Passed ? "runs" : "does not run";
        terminal.Out.WriteLine(Shown.Text(string.Create(CultureInfo.InvariantCulture, $"{place} {verdict} with {result.Runtime}: {result.Summary} ({result.Elapsed.TotalSeconds:0.0} s).")));
        if (!result.Passed)
        {
            foreach (string line in SmokeText.Failure(result))
            {
                terminal.Out.WriteLine(Shown.Text(line));
            }

            return;
        }

        foreach (SmokeReason reason in result.Reasons)
        {
            terminal.Out.WriteLine(Shown.Text($"note: {reason.Cause}: {reason.Line}"));
        }
    }

    private static void Write(Utf8JsonWriter writer, SmokeResult result)
    {
        writer.WriteString("digest", result.Digest);
        writer.WriteString("runtime", result.Runtime);
        writer.WriteBoolean("passed", result.Passed);
        writer.WriteString("end", result.End.ToString().ToLowerInvariant());
        writer.WriteString("summary", result.Summary);
        WriteNumber(writer, "exitCode", result.ExitCode);
        WriteNumber(writer, "port", result.Port);
        WriteNumber(writer, "httpStatus", result.HttpStatus);
        writer.WriteNumber("milliseconds", (long)result.Elapsed.TotalMilliseconds);
        writer.WriteObjects("reasons", result.Reasons, (writer, reason) =>
        {
            writer.WriteString("need", reason.Need);
            writer.WriteString("cause", reason.Cause);
            writer.WriteString("answer", reason.Answer);
            writer.WriteString("line", reason.Line);
        });
        writer.WriteStrings("lastLines", result.LastLines);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
