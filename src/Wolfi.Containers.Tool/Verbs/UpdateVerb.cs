using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Resolutions;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>update [PACKAGE…]</c>: newer versions for what is locked.</summary>
internal static class UpdateVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string[]> packages = new("PACKAGE")
        {
            Description = "The packages that move; those built together with them move too, and what must move with them. All others keep their versions. Default: all move.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        Option<string[]> allowDowngrade = new("--allow-downgrade")
        {
            HelpName = "NAME",
            Description = "A package that may get a lower version than is locked; with any, an index may be older than the last one too. May be given more than once.",
            DefaultValueFactory = _ => [],
        };
        Option<bool> dryRun = new("--dry-run") { Description = "Show what would change, and write nothing." };
        SourceOptions sources = new();
        Command command = new("update", "Move locked packages to the repositories' newest, for every architecture of the lock file, and show what changed.") { packages, allowDowngrade, dryRun };
        sources.AddTo(command, lockFile: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProjectSources read = await sources.ReadAsync(parsed, context, lockFile: null, cancellationToken).ConfigureAwait(false);
            LockFile before = LockFiles.Read(read.LockFile);
            string[] named = parsed.GetRequiredValue(packages);
            CheckLocked(before, read.LockFile, [.. named, .. parsed.GetRequiredValue(allowDowngrade)]);
            LockPolicy policy = new()
            {
                Moving = named.Length == 0 ? null : [.. named],
                AllowDowngrade = [.. read.AllowDowngrade, .. parsed.GetRequiredValue(allowDowngrade)],
                MaximumIndexAge = read.MaximumIndexAge,
            };
            using RepositoryAccess access = RepositoryAccess.Open(context, read);
            LockFile after = await access.Maker.LockAllAsync(before, Requests(before, read), policy, context.Observer, cancellationToken).ConfigureAwait(false);
            if (!parsed.GetValue(dryRun))
            {
                LockFileWriter.WriteInto(read.LockFile, after, before.Architectures.Select(architecture => architecture.Name));
            }

            ChangesReport.Print(context.Terminal, parsed.GetValue(context.Json), read.LockFile, before, after);
            return (int)ExitCode.Success;
        });
        return command;
    }

    // The app may need other packages by now; only a build can tell. What was asked for when it was locked is asked for again.
    private static ImmutableArray<LockRequest> Requests(LockFile locked, ProjectSources sources) =>
        [.. locked.Architectures.Select(architecture => new LockRequest(architecture.Name, [.. architecture.World.Select(atom => new WorldAtom(atom, atom))], sources.Repositories))];

    private static void CheckLocked(LockFile locked, string lockFile, string[] names)
    {
        string[] unknown = [.. names.Where(name => locked.Architectures.All(architecture => architecture.Find(name) is null)).Distinct(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw LockVerbErrors.NotLocked.Fail(string.Join(", ", unknown), lockFile);
        }
    }
}
