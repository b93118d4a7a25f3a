using System.ComponentModel;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// Asks a program of the user's for the credential of a server. It runs without a shell, with HOST or HOST:PORT as its one argument, and prints one line in
/// the form of <see cref="CredentialText"/>, or nothing when it knows none. What it writes to its error stream is dropped: secrets may be in it.
/// </summary>
internal static class CredentialCommand
{
    private const int MostCharacters = 32 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The command's answer; null when it knows nothing.</summary>
    /// <exception cref="WolfiException">It can't be run, fails, takes too long, or prints something else.</exception>
    public static async Task<RepositoryCredential?> AskAsync(string command, string? searchPath, RepositoryOrigin origin, CancellationToken cancellationToken)
    {
        // No option of any program: a URL may have such a host, the DNS has none.
        if (origin.Host.StartsWith('-'))
        {
            return null;
        }

        string program = Find(command, searchPath) ?? throw Failed(command, origin, "there is no such program");
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            ChildProgram child = new() { File = program, Folder = Path.GetDirectoryName(program)!, Arguments = [origin.ToString()] };
            ProgramAnswer answer = await child.ReadAsync(MostCharacters, patience.Token).ConfigureAwait(false);
            return answer switch
            {
                { ExitCode: not 0 } => throw Failed(command, origin, FormattableString.Invariant($"it ends with exit code {answer.ExitCode}")),
                _ when string.IsNullOrWhiteSpace(answer.Output) => null,
                _ when CredentialText.TryParse(answer.Output, $"the command {command}", out RepositoryCredential? credential) => credential,
                _ => throw Failed(command, origin, $"it prints something else than {CredentialText.Form}"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(command, origin, FormattableString.Invariant($"it does not answer within {Patience.TotalSeconds} seconds"));
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw Failed(command, origin, "it can't be started");
        }
    }

    // Never in the folder that the build happens to run in.
    private static string? Find(string command, string? searchPath) =>
        Path.IsPathFullyQualified(command) ? (File.Exists(command) ? command : null)
        : Path.GetFileName(command) == command ? SearchPath.Find(command, searchPath)
        : null;

    private static WolfiException Failed(string command, RepositoryOrigin origin, string why) => CredentialErrors.CommandFailed.Fail(command, origin, why);
}
