using System.ComponentModel;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>
/// Signs by a program of the user's, which is the road to any key service or hardware. It runs without a shell. With the last argument <c>public-key</c> it
/// prints the public key as PEM; with <c>sign</c> it reads the 32 bytes of a SHA-256 and prints the DER signature of it. What it writes to its error stream is
/// dropped: secrets may be in it.
/// </summary>
internal sealed class CommandSigner : ISigner
{
    private const int MostBytes = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _command;
    private readonly ChildProgram _program;

    private CommandSigner(string command, ChildProgram program, VerificationKey publicKey)
    {
        _command = command;
        _program = program;
        PublicKey = publicKey;
    }

    /// <inheritdoc/>
    public VerificationKey PublicKey { get; }

    /// <summary>Asks the program for its public key.</summary>
    /// <exception cref="WolfiException">It can't be run, fails, takes too long, or prints something else.</exception>
    public static async Task<CommandSigner> OpenAsync(KeyReference reference, string? searchPath, CancellationToken cancellationToken)
    {
        string path = Path.IsPathFullyQualified(reference.Place) ? reference.Place : SearchPath.Find(reference.Place, searchPath) ?? "";
        if (!File.Exists(path))
        {
            throw SigningKeyErrors.CommandFailed.Fail(reference.Place, "there is no such program");
        }

        ChildProgram program = new() { File = path, Folder = Path.GetDirectoryName(path)!, Arguments = [.. reference.Arguments] };
        byte[] answer = await AskAsync(program, reference.Place, "public-key", ReadOnlyMemory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        try
        {
            return new CommandSigner(reference.Place, program, VerificationKey.Parse(Encoding.UTF8.GetString(answer), "What it prints as its public key"));
        }
        catch (EvidenceException exception)
        {
            throw SigningKeyErrors.CommandFailed.Fail(exception, reference.Place, exception.Message.TrimEnd('.'));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
        await AskAsync(_program, _command, "sign", digest, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static async Task<byte[]> AskAsync(ChildProgram program, string command, string verb, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            (int exitCode, byte[] output) = await (program with { Arguments = [.. program.Arguments, verb] }).ExchangeAsync(input, MostBytes, patience.Token).ConfigureAwait(false);
            return exitCode == 0 ? output : throw SigningKeyErrors.CommandFailed.Fail(command, FormattableString.Invariant($"'{verb}' ends with exit code {exitCode}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SigningKeyErrors.CommandFailed.Fail(command, FormattableString.Invariant($"'{verb}' does not answer within {Patience.TotalSeconds} seconds"));
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw SigningKeyErrors.CommandFailed.Fail(e, command, "it can't be run");
        }
    }
}
