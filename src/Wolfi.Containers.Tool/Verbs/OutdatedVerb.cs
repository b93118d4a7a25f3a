using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Resolutions;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>outdated</c>: what is locked and no longer the newest, or no longer listed at all.</summary>
internal static class OutdatedVerb
{
    public static Command Create(VerbContext context)
    {
        SourceOptions sources = new();
        Command command = new("outdated", "Compare a lock file with the repositories' indexes: exit code 1 when something newer exists, or a locked package was withdrawn.");
        sources.AddTo(command, lockFile: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProjectSources read = await sources.ReadAsync(parsed, context, lockFile: null, cancellationToken).ConfigureAwait(false);
            ImmutableArray<LockedStanding> standings = await FindAsync(context, LockFiles.Read(read.LockFile), read, cancellationToken).ConfigureAwait(false);
            StandingsReport.Print(context.Terminal, parsed.GetValue(context.Json), read.LockFile, standings);
            return (int)(standings.Any(standing => standing.IsOutdated || !standing.IsListed) ? ExitCode.No : ExitCode.Success);
        });
        return command;
    }

    private static async Task<ImmutableArray<LockedStanding>> FindAsync(VerbContext context, LockFile locked, ProjectSources sources, CancellationToken cancellationToken)
    {
        RepositoryNames names = RepositoryNames.Of(sources.Repositories, locked);
        using RepositoryAccess access = RepositoryAccess.Open(context, sources);
        List<LockedStanding> standings = [];
        foreach (LockedArchitecture architecture in locked.Architectures)
        {
            ImmutableArray<RepositoryIndex> indexes = await PackageResolver.FetchIndexesAsync(
                access.Client, sources.Repositories, architecture.Name, context.Observer, cancellationToken).ConfigureAwait(false);
            standings.AddRange(LockStandings.Of(architecture, name => indexes.FirstOrDefault(index => names.NameOf(index.Repository) == name)?.Index));
        }

        return [.. standings];
    }
}
