using System.ComponentModel;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Surroundings;

/// <summary>Asks git for the time of the commit that a project is built from.</summary>
internal static class CommitTimeReader
{
    private const int MostCharacters = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The commit's time; never throws for what git does or is not.</summary>
    /// <param name="folder">Absolute path of the project's folder.</param>
    /// <param name="searchPath">The value of PATH.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<CommitTime> ReadAsync(string folder, string? searchPath, CancellationToken cancellationToken)
    {
        if (RepositoryPaths.RootOf(folder) is null)
        {
            return CommitTime.NoRepository;
        }

        if (SearchPath.Find("git", searchPath) is not { } git)
        {
            return new CommitTime(null, "git is not on the search path");
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            ProgramAnswer answer = await ReadHead(git, folder).ReadAsync(MostCharacters, patience.Token).ConfigureAwait(false);
            return answer.ExitCode != 0 ? new CommitTime(null, "git finds no commit, or does not trust the repository's owner")
                : GitCommit.CommitterTime(answer.Output) is { } seconds ? new CommitTime(seconds, null)
                : new CommitTime(null, "git names no time");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CommitTime(null, $"git did not answer within {Patience.TotalSeconds} seconds");
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new CommitTime(null, "git can't be started");
        }
    }

    // cat-file prints the object and nothing else, whatever the user's configuration of git is.
    private static ChildProgram ReadHead(string git, string folder) => new()
    {
        File = git,
        Folder = folder,
        Arguments = ["--no-pager", "cat-file", "commit", "HEAD"],
        Environment = new Dictionary<string, string> { ["GIT_OPTIONAL_LOCKS"] = "0", ["GIT_TERMINAL_PROMPT"] = "0" },
    };
}
