using System.Text.Json;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tool.Output;

/// <summary>How failures and warnings are shown.</summary>
internal static class Report
{
    /// <summary>A warning, on standard error.</summary>
    public static void Warn(Terminal terminal, Diagnostic diagnostic) => terminal.Error.WriteLine($"warning {diagnostic}");

    /// <summary>A failure: one line and its reasons on standard error and, when JSON was asked for, the document.</summary>
    /// <returns>The exit code.</returns>
    public static ExitCode Fail(Terminal terminal, bool json, Diagnostic diagnostic, IReadOnlyCollection<string> reasons)
    {
        terminal.Error.WriteLine($"error {diagnostic}");
        foreach (string reason in reasons)
        {
            terminal.Error.WriteLine($"  {reason}");
        }

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
