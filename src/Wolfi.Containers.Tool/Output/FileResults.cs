using System.Text.Json;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Answers about several files: each is tried, whatever became of the others.</summary>
internal static class FileResults
{
    /// <summary>Tries each file, prints what came of it, and gives the gravest exit code.</summary>
    /// <param name="terminal">The streams.</param>
    /// <param name="json">Whether one JSON document is wanted; the first failure is its <c>error</c>.</param>
    /// <param name="files">The files.</param>
    /// <param name="look">Looks at one file.</param>
    /// <param name="print">Prints what was found, for people.</param>
    /// <param name="write">Writes what was found as members of the file's object.</param>
    public static ExitCode Print<T>(
        Terminal terminal, bool json, IEnumerable<string> files, Func<string, T> look, Action<TextWriter, T> print, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        List<Result<T>> results = [];
        ExitCode exitCode = ExitCode.Success;
        foreach (string file in files)
        {
            Result<T> result = Try(file, look);
            results.Add(result);
            if (result.Fault is { } fault)
            {
                Report.FailLine(terminal, fault);
                exitCode = (ExitCode)Math.Max((int)exitCode, (int)ExitCodes.For(fault));
            }

            if (!json)
            {
                terminal.Out.WriteLine(result.Fault is null ? result.File : $"{result.File}: failed, {result.Fault.Code}");
                if (result.Found is not null)
                {
                    print(terminal.Out, result.Found);
                }
            }
        }

        if (json)
        {
            WriteDocument(terminal, results, write);
        }

        return exitCode;
    }

    private static void WriteDocument<T>(Terminal terminal, List<Result<T>> results, Action<Utf8JsonWriter, T> write)
        where T : class =>
        Json.Print(terminal.Out, writer =>
        {
            if (results.FirstOrDefault(result => result.Fault is not null)?.Fault is { } first)
            {
                Report.WriteError(writer, first, []);
            }

            writer.WriteObjects("files", results, (writer, result) =>
            {
                writer.WriteString("file", result.File);
                writer.WriteBoolean("ok", result.Fault is null);
                if (result.Fault is { } fault)
                {
                    Report.WriteError(writer, fault, []);
                }
                else
                {
                    write(writer, result.Found!);
                }
            });
        });

    private static Result<T> Try<T>(string file, Func<string, T> look)
        where T : class
    {
        try
        {
            return new Result<T>(RepositoryLocation.Redact(file), look(file), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new Result<T>(RepositoryLocation.Redact(file), null, Faults.Diagnose(exception));
        }
    }

    private sealed record Result<T>(string File, T? Found, Diagnostic? Fault)
        where T : class;
}
