using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Repositories;

/// <summary>
/// Asks a repository which keys it signs with: <c>apk-configuration</c> below its URL names a JSON Web Key Set (RFC 7517). The answer is what the
/// repository says of itself; nothing in this library ever trusts it.
/// </summary>
public sealed class KeyDiscovery : IDisposable
{
    private const string ConfigurationName = "apk-configuration";

    private readonly HttpDownloader _downloader;

    /// <summary>Makes a client.</summary>
    /// <param name="handler">Sends requests; stays open. It must not follow redirects by itself. Null for the machine's network, with proxies from the environment.</param>
    /// <param name="credentials">Knows the credentials of private repositories; null for those in their URLs alone.</param>
    public KeyDiscovery(HttpMessageHandler? handler, IRepositoryCredentials? credentials) =>
        _downloader = new HttpDownloader(handler, credentials, HttpPolicy.Default, TimeProvider.System);

    /// <summary>The keys that a repository names, in its order.</summary>
    /// <param name="location">The repository's URL.</param>
    /// <param name="allowHttp">Whether plain http is allowed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ApkException">The repository names no keys, can't be reached, or names some that can't be used.</exception>
    public async Task<ImmutableArray<PublicKey>> DiscoverAsync(string location, bool allowHttp, CancellationToken cancellationToken)
    {
        PackageRepository repository = new() { Location = location, AllowHttp = allowHttp };
        RepositoryPlace place = RepositoryPlace.Of(repository);
        if (place.Url is null)
        {
            throw new ApkException(ApkFault.RepositoryRefused, $"The repository {repository} is a folder; only a server can be asked for its keys.");
        }

        HttpFile configuration = place.FileAt(ConfigurationName, Limits.KeyDocumentSize) with { IsGzip = false };
        string address = await ReadAsync(configuration, root => Address(root, configuration), cancellationToken).ConfigureAwait(false);
        HttpFile set = KeySet(address, configuration);
        return await ReadAsync(set, root => JsonWebKeySet.Read(root, set.Shown), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _downloader.Dispose();

    private async Task<T> ReadAsync<T>(HttpFile file, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using MemoryStream downloaded = new();
        T? result = default;
        await _downloader.DownloadAsync(file, downloaded, Read, cancellationToken).ConfigureAwait(false);
        return result!;

        void Read(HttpBody body)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(downloaded, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
                result = read(document.RootElement);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // The latter is what text with half a character in it gives when it is read.
                throw new ApkException(ApkFault.MalformedKeySet, $"{file.Shown}: the server's answer is not JSON (its content type: {body.ContentType}).");
            }
        }
    }

    private static string Address(JsonElement root, HttpFile configuration) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("jwks_uri", out JsonElement address) && address.ValueKind == JsonValueKind.String
            ? address.GetString()!
            : throw new ApkException(ApkFault.MalformedKeySet, $"{configuration.Shown}: it names no key set (jwks_uri).");

    // The repository chooses this address: whatever is known of another server goes there no more than over a redirect.
    private static HttpFile KeySet(string address, HttpFile configuration)
    {
        bool sound = Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.UserInfo.Length == 0 && url.Fragment.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && configuration.Url.Scheme == Uri.UriSchemeHttp));
        if (!sound)
        {
            throw new ApkException(
                ApkFault.RepositoryRefused,
                $"{configuration.Shown}: the key set's address '{MessageText.Shorten(RepositoryLocation.Redact(address))}' is no https URL without user info and fragment.");
        }

        bool home = RepositoryOrigin.Of(url!) == RepositoryOrigin.Of(configuration.Url);
        return new HttpFile(url!, MessageText.Shorten(RepositoryLocation.Redact(address)), Limits.KeyDocumentSize, home ? configuration.UserInfo : null)
        {
            IsGzip = false,
            IsForeign = !home,
        };
    }
}
