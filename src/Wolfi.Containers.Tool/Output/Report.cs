using System.Text.Json;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tool.Output;

/// <summary>How failures and warnings are shown.</summary>
internal static class Report
{
    /// <summary>A warning, on standard error.</summary>
    public static void Warn(Terminal terminal, Diagnostic diagnostic) => terminal.Error.WriteLine(Shown.Text($"warning {diagnostic}"));

    /// <summary>The line of a failure, on standard error.</summary>
    public static void FailLine(Terminal terminal, Diagnostic diagnostic) => terminal.Error.WriteLine(Shown.Text($"error {diagnostic}"));

    /// <summary>The line of a failure and its reasons, on standard error.</summary>
    public static void FailLines(Terminal terminal, Diagnostic diagnostic, IEnumerable<string> reasons)
    {
        FailLine(terminal, diagnostic);
        foreach (string reason in reasons)
        {
            terminal.Error.WriteLine(Shown.Text($"  {reason}"));
        }
    }

    /// <summary>A failure: one line and its reasons on standard error and, when JSON was asked for, the document.</summary>
    /// <returns>The exit code.</returns>
    public static ExitCode Fail(Terminal terminal, bool json, Diagnostic diagnostic, IReadOnlyCollection<string> reasons)
    {
        FailLines(terminal, diagnostic, reasons);
        if (json)
        {
            Json.Print(terminal.Out, writer => WriteError(writer, diagnostic, reasons));
        }

        return ExitCodes.For(diagnostic);
    }

    /// <summary>Writes the member <c>error</c>.</summary>
    public static void WriteError(Utf8JsonWriter writer, Diagnostic diagnostic, IReadOnlyCollection<string> reasons)
    {
        writer.WriteStartObject("error");
        writer.WriteString("code", diagnostic.Code);
        writer.WriteString("message", diagnostic.Text);
        writer.WriteStrings("reasons", reasons);
        writer.WriteEndObject();
    }
}
