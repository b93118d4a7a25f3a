using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Projects;
using Wolfi.Containers.Resolutions;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>
/// <c>lock [PROJECT] [-- ARGUMENT…]</c>: publishes a project, since only its build knows what the app needs, and tells what became of its
/// lock file. <c>lock --package ATOM</c>: locks what is asked for, without an app.
/// </summary>
internal static class LockVerb
{
    private const string Name = "dotnet-wolfi lock";

    public static Command Create(VerbContext context)
    {
        Argument<string[]> words = new("PROJECT")
        {
            Description = "Project file or its folder. Default: the project in the current folder. What follows '--' goes to 'dotnet publish'.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        Option<string[]> runtimes = new("--runtime", "-r")
        {
            HelpName = "RID",
            Description = "A platform to publish for, such as linux-arm64. May be given more than once. Default: the project's.",
            DefaultValueFactory = _ => [],
        };
        Option<string[]> packages = new("--package")
        {
            HelpName = "ATOM",
            Description = "Lock this package and what it needs, and build nothing. May be given more than once.",
            DefaultValueFactory = _ => [],
        };
        packages.Validators.Add(AtomOptions.Check);
        Option<string[]> architectures = ArchitectureOptions.Several();
        SourceOptions sources = new();
        Command command = new("lock", "Publish a project with the newest packages, write its lock file, and show what changed in it; or lock packages without an app.")
        {
            words, runtimes, packages, architectures,
        };
        sources.AddTo(command, lockFile: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] atoms = parsed.GetRequiredValue(packages);
            (string? named, ImmutableArray<string> more) = Split(parsed, parsed.GetRequiredValue(words));
            if (atoms.Length > 0)
            {
                RequireNone(named is not null || !more.IsEmpty || parsed.GetRequiredValue(runtimes).Length > 0, "PROJECT, --runtime and '--' are for publishing, and --package publishes nothing.");
                return await LockAsync(context, sources, parsed, atoms, ArchitectureOptions.Read(parsed.GetRequiredValue(architectures)), cancellationToken).ConfigureAwait(false);
            }

            RequireNone(
                sources.NameRepositories(parsed) || parsed.GetRequiredValue(architectures).Length > 0,
                "--repository, --key and --arch go with --package; a project names its own, which -p:WolfiRepository=… and --runtime take the place of.");
            string project = ProjectFile.Find(named ?? sources.Project(parsed) ?? Directory.GetCurrentDirectory());
            return await PublishAsync(context, project, sources.Properties(parsed), parsed.GetRequiredValue(runtimes), more, parsed.GetValue(context.Json), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> PublishAsync(
        VerbContext context, string project, ImmutableArray<ProjectProperty> properties, string[] runtimes, ImmutableArray<string> more, bool json, CancellationToken cancellationToken)
    {
        ProjectSources sources = await ProjectSourcesReader.ReadAsync(project, properties, context.Tell, cancellationToken).ConfigureAwait(false);
        LockFile before = LockFileReader.ReadFile(sources.LockFile) ?? LockFile.Empty;
        foreach (string? runtime in runtimes.DefaultIfEmpty())
        {
            ImmutableArray<string> arguments = runtime is null ? more : ["-r", runtime, .. more];
            await ProjectPublisher.RenewLockAsync(project, properties, arguments, context.Observer.Report, cancellationToken).ConfigureAwait(false);
        }

        LockFile after = LockFiles.Read(sources.LockFile);
        ArchitectureSkew.Warn(after, context.Observer);
        ChangesReport.Print(context.Terminal, json, sources.LockFile, before, after);
        return (int)ExitCode.Success;
    }

    private static async Task<int> LockAsync(
        VerbContext context, SourceOptions options, ParseResult parsed, string[] atoms, ImmutableArray<string> architectures, CancellationToken cancellationToken)
    {
        ProjectSources sources = await options.ReadAsync(parsed, context, lockFile: null, cancellationToken).ConfigureAwait(false);
        LockFile before = LockFileReader.ReadFile(sources.LockFile) ?? LockFile.Empty;
        ImmutableArray<WorldAtom> world = [.. atoms.Select(atom => new WorldAtom(atom, atom))];
        using RepositoryAccess access = RepositoryAccess.Open(context, sources);
        LockFile after = await access.Maker.LockAllAsync(
            before,
            [.. architectures.Select(architecture => new LockRequest(architecture, world, sources.Repositories))],
            new LockPolicy { MaximumIndexAge = sources.MaximumIndexAge, AllowDowngrade = sources.AllowDowngrade },
            context.Observer,
            cancellationToken).ConfigureAwait(false);
        LockFileWriter.WriteInto(sources.LockFile, after, architectures);
        ChangesReport.Print(context.Terminal, parsed.GetValue(context.Json), sources.LockFile, before, after);
        return (int)ExitCode.Success;
    }

    private static void RequireNone(bool given, string message)
    {
        if (given)
        {
            throw CommandLineErrors.WrongUsage.Fail(message, Name);
        }
    }

    // The parser hands on what follows '--' like any other argument.
    private static (string? Project, ImmutableArray<string> More) Split(ParseResult parsed, string[] words)
    {
        ImmutableArray<string> more = [.. parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Select(token => token.Value)];
        return words[..^more.Length] switch
        {
            [] => (null, more),
            [var project] => (project, more),
            [_, var second, ..] => throw CommandLineErrors.WrongUsage.Fail($"'{second}': only one project can be named; arguments of 'dotnet publish' follow '--'.", Name),
        };
    }
}
