using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tool.Output;
using Wolfi.Containers.Tool.Verbs;

namespace Wolfi.Containers.Tool;

/// <summary>One run of the tool: arguments and streams in, exit code out.</summary>
internal static class ToolRunner
{
    // '@' begins a tagged repository here, never a response file.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs the verb that the arguments name. Throws nothing: every failure is reported and has its exit code.</summary>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        ExitCode exitCode = RunVerb(arguments, terminal, cancellationToken);
        terminal.Out.Flush();
        return (int)exitCode;
    }

    // This thread has nothing else to do than to wait for the verb: state machines would only cost time to begin with.
    private static ExitCode RunVerb(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        VerbContext context = new(terminal, cancellationToken);
        ParseResult parsed = CommandTree.Create(context, arguments).Parse(arguments, Parsing);
        bool json = parsed.GetValue(context.Json);
        InvocationConfiguration configuration = new()
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            if (parsed.Errors.Count > 0 && parsed.Action is not (HelpAction or VersionAction))
            {
                return Misuse(terminal, json, parsed);
            }

            // A verb that waits for nothing is spared what waiting takes.
            return (ExitCode)(parsed.Action is SynchronousCommandLineAction
                ? parsed.Invoke(configuration)
                : parsed.InvokeAsync(configuration, cancellationToken).GetAwaiter().GetResult());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("stopped");
            return ExitCode.Cancelled;
        }
        catch (Exception exception)
        {
            return Report.Fail(terminal, json, Faults.Diagnose(exception), []);
        }
    }

    private static ExitCode Misuse(Terminal terminal, bool json, ParseResult parsed)
    {
        string command = string.Join(' ', Path(parsed.CommandResult).Reverse());
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return Report.Fail(terminal, json, CommandLineErrors.WrongUsage.Create($"'{parsed.UnmatchedTokens[0]}': no such verb or option.", command), []);
        }

        if (parsed.CommandResult.Command.Subcommands.Count > 0)
        {
            return Report.Fail(terminal, json, CommandLineErrors.WrongUsage.Create("A verb is missing.", command), []);
        }

        return Report.Fail(terminal, json, CommandLineErrors.WrongUsage.Create(string.Join(' ', parsed.Errors.Select(error => error.Message)), command), []);
    }

    private static IEnumerable<string> Path(SymbolResult? result)
    {
        for (; result is CommandResult command; result = command.Parent)
        {
            yield return command.Command.Name;
        }
    }
}
