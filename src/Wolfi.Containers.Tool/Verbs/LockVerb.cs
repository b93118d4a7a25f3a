using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Projects;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>lock [PROJECT] [-- ARGUMENT…]</c>: publishes a project, since only its build knows what the app needs, and tells what became of its lock file.</summary>
internal static class LockVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string[]> words = new("PROJECT")
        {
            Description = "Project file or its folder. Default: the project in the current folder. What follows '--' goes to 'dotnet publish'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string[]> runtimes = new("--runtime", "-r")
        {
            HelpName = "RID",
            Description = "A platform to lock for, such as linux-arm64. May be given more than once. Default: the project's.",
            DefaultValueFactory = _ => [],
        };
        Option<ImmutableArray<ProjectProperty>> properties = ProjectOptions.Properties();
        Command command = new("lock", "Publish a project with the newest packages, write its lock file, and show what changed in it.") { words, runtimes, properties };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            (string? named, ImmutableArray<string> more) = Split(parsed, parsed.GetRequiredValue(words));
            string project = ProjectFile.Find(named ?? Directory.GetCurrentDirectory());
            ImmutableArray<ProjectProperty> set = parsed.GetRequiredValue(properties);
            ProjectSources sources = await ProjectSourcesReader.ReadAsync(project, set, context.Tell, cancellationToken).ConfigureAwait(false);
            LockFile before = LockFileReader.ReadFile(sources.LockFile) ?? LockFile.Empty;
            foreach (string? runtime in parsed.GetRequiredValue(runtimes).DefaultIfEmpty())
            {
                ImmutableArray<string> arguments = runtime is null ? more : ["-r", runtime, .. more];
                await ProjectPublisher.RenewLockAsync(project, set, arguments, line => context.Terminal.Error.WriteLine(Shown.Text(line)), cancellationToken).ConfigureAwait(false);
            }

            ChangesReport.Print(context.Terminal, parsed.GetValue(context.Json), sources.LockFile, before, LockFileReader.ReadFile(sources.LockFile) ?? throw LockVerbErrors.NoLockFile.Fail(sources.LockFile));
            return (int)ExitCode.Success;
        });
        return command;
    }

    // The parser hands on what follows '--' like any other argument.
    private static (string? Project, ImmutableArray<string> More) Split(ParseResult parsed, string[] words)
    {
        ImmutableArray<string> more = [.. parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Select(token => token.Value)];
        return words[..^more.Length] switch
        {
            [] => (null, more),
            [var project] => (project, more),
            [_, var second, ..] => throw CommandLineErrors.WrongUsage.Fail($"'{second}': only one project can be named; arguments of 'dotnet publish' follow '--'.", "dotnet-wolfi lock"),
        };
    }
}
