using System.Net;
using System.Text;
using Wolfi.Apk;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Credentials;

/// <summary>What a client sends to a server that it asks for an index, and what it warns of.</summary>
/// <param name="Authorization">The header, a Basic one decoded; null when none was sent.</param>
/// <param name="Warnings">The warnings.</param>
/// <param name="Refusal">What the client says when the server refuses access.</param>
internal sealed record Sent(string? Authorization, IReadOnlyList<Diagnostic> Warnings, string Refusal)
{
    public static async Task<Sent> ToAsync(string url, CredentialSources sources, CancellationToken cancellationToken)
    {
        List<Diagnostic> warnings = [];
        using Refusing server = new();
        using RepositoryClient client = new(server, new PackageCache(Path.GetTempPath()), credentials: sources.Open(warnings.Add));
        try
        {
            await client.FetchIndexAsync(new PackageRepository { Location = url, AllowHttp = true }, "x86_64", cancellationToken);
        }
        catch (ApkException refused) when (refused.Fault == ApkFault.AccessRefused)
        {
            return new Sent(server.Authorization, warnings, refused.Message);
        }

        throw new AssertFailedException("Nothing was refused.");
    }

    private sealed class Refusing : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorization = request.Headers.Authorization is { Scheme: "Basic", Parameter: { } basic }
                ? "basic " + Encoding.UTF8.GetString(Convert.FromBase64String(basic))
                : request.Headers.Authorization?.ToString();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = request, Content = new ByteArrayContent([]) });
        }
    }
}
