using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// Asks a program <c>docker-credential-NAME</c> (docker-credential-helpers' protocol): <c>get</c> as its argument, the server on its input, JSON on its output. It is
/// found on the search path by its strict name alone, has a limited time, and what it writes to its error stream is dropped: secrets may be in it.
/// </summary>
internal static class CredentialHelper
{
    private const string Prefix = "docker-credential-";
    private const string NotFound = "credentials not found";
    private const int MostBytes = 64 * 1024;
    private const int LongestName = 64;
    private const int MostDepth = 8;

    /// <summary>How long a helper may take; it may ask its user something.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The helper's answer; null when it knows nothing of the server.</summary>
    /// <param name="name">Its name, as a credential file has it.</param>
    /// <param name="server">The server.</param>
    /// <param name="file">The credential file, for messages.</param>
    /// <param name="searchPath">The search path.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">It can't be run, fails, takes too long, or prints something else.</exception>
    public static Task<RegistryCredential?> AskAsync(string name, string server, string file, string? searchPath, CancellationToken cancellationToken) =>
        AskAsync(name, server, file, searchPath, Patience, cancellationToken);

    /// <summary>The same with another time limit.</summary>
    internal static async Task<RegistryCredential?> AskAsync(string name, string server, string file, string? searchPath, TimeSpan time, CancellationToken cancellationToken)
    {
        if (!IsName(name))
        {
            throw Failed(name, file, "that is no name of a helper");
        }

        string program = SearchPath.Find(Prefix + name, searchPath) ?? throw Failed(name, file, $"there is no program {Prefix}{name} on the search path");
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(time);
        try
        {
            ChildProgram child = new() { File = program, Folder = Path.GetDirectoryName(program)!, Arguments = ["get"] };
            (int exitCode, byte[] output) = await child.ExchangeAsync(Encoding.UTF8.GetBytes(server + "\n"), MostBytes, patience.Token).ConfigureAwait(false);
            if (exitCode != 0)
            {
                return Encoding.UTF8.GetString(output).Contains(NotFound, StringComparison.OrdinalIgnoreCase)
                    ? null
                    : throw Failed(name, file, FormattableString.Invariant($"it ends with exit code {exitCode}"));
            }

            return Parse(output, name, file);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(name, file, FormattableString.Invariant($"it does not answer within {time.TotalSeconds} seconds"));
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw Failed(name, file, "it can't be started");
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && !name.Contains("..", StringComparison.Ordinal);

    private static RegistryCredential? Parse(byte[] output, string name, string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output, new JsonDocumentOptions { MaxDepth = MostDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Username", out JsonElement user) && user.ValueKind == JsonValueKind.String
                && document.RootElement.TryGetProperty("Secret", out JsonElement secret) && secret.ValueKind == JsonValueKind.String)
            {
                // Some helpers say so that they know nothing.
                if (user.GetString()!.Length == 0 && secret.GetString()!.Length == 0)
                {
                    return null;
                }

                if (RegistryCredential.TryPassword(user.GetString()!, secret.GetString()!, Prefix + name, out RegistryCredential? credential))
                {
                    return credential;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Said below without the words of the framework, which quote what it read.
        }

        throw Failed(name, file, "it prints something else than a user name and a secret in JSON");
    }

    private static WolfiException Failed(string name, string file, string why) => RegistryCredentialErrors.HelperFailed.Fail(Settings.Values.Shown(name), file, why);
}
