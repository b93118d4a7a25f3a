using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Wolfi.TestRegistry;

/// <summary>A registry on a loopback address: distribution-spec 1.1, with what tests want to go wrong.</summary>
public sealed class Registry : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RegistryOptions _options;
    private readonly ConcurrentQueue<SeenRequest> _requests = new();
    private readonly TokenDesk _tokens;
    private readonly BlobDesk _blobs;
    private readonly ManifestDesk _manifests;

    private Registry(RegistryOptions options)
    {
        _options = options;
        Store = new RegistryContent();
        _tokens = new TokenDesk(options, () => Url);
        _blobs = new BlobDesk(options, Store, () => Url);
        _manifests = new ManifestDesk(options, Store);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(options.Ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, 0, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>What it holds.</summary>
    public RegistryContent Store { get; }

    /// <summary>Answers in the registry's place where it returns true; looked at anew for each request.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>Scheme, host and port.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Host and port, as references have them.</summary>
    public string Authority => new Uri(Url).Authority;

    /// <summary>Its port.</summary>
    public int Port => new Uri(Url).Port;

    /// <summary>The requests so far, in the order of their answers.</summary>
    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    /// <summary>Bytes of all request bodies.</summary>
    public long Received => _requests.Sum(request => request.Received);

    /// <summary>Starts one.</summary>
    public static async Task<Registry> StartAsync(RegistryOptions? options = null)
    {
        Registry registry = new(options ?? new RegistryOptions());
        await registry._app.StartAsync();
        return registry;
    }

    /// <summary>Forgets the requests.</summary>
    public void Forget() => _requests.Clear();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>An answer with a body.</summary>
    public static async Task AnswerAsync(HttpContext context, int status, string text = "", string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(text);
    }

    /// <summary>An error as registries say it.</summary>
    public static Task ErrorAsync(HttpContext context, int status, string code, string message) =>
        AnswerAsync(context, status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""");

    private async Task ServeAsync(HttpContext context)
    {
        CountingStream body = new(context.Request.Body);
        context.Request.Body = body;
        bool ended = false;
        try
        {
            if (_options.Slowness > TimeSpan.Zero)
            {
                await Task.Delay(_options.Slowness * Random.Shared.NextDouble());
            }

            if (Fault is { } fault && await fault(context))
            {
                return;
            }

            await RouteAsync(context);
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException or OperationCanceledException)
        {
            ended = true;
            context.Abort();
        }
        finally
        {
            HttpRequest request = context.Request;
            _requests.Enqueue(new SeenRequest(
                request.Method, request.Path, request.QueryString.Value ?? "", request.Host.Value ?? "", request.Headers.Authorization.FirstOrDefault(),
                ended || context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode, body.Count));
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (path == "/token")
        {
            await _tokens.AnswerAsync(context);
            return;
        }

        if (!path.StartsWith("/v2/", StringComparison.Ordinal))
        {
            await ErrorAsync(context, 404, "UNSUPPORTED", "no such page");
            return;
        }

        RegistryPath? parsed = RegistryPath.Parse(path);
        if (!await _tokens.AdmitAsync(context, parsed))
        {
            return;
        }

        switch (parsed)
        {
            case null when path == "/v2/":
                await AnswerAsync(context, 200, "{}");
                break;
            case { Kind: "manifests" }:
                await _manifests.AnswerAsync(context, parsed);
                break;
            case { Kind: "referrers" } when _options.Referrers:
                await _manifests.ReferrersAsync(context, parsed);
                break;
            case { Kind: "tags" }:
                await AnswerAsync(context, 200, $$"""{"name":"{{parsed.Repository}}","tags":[{{string.Join(',', Store.Tags(parsed.Repository).Select(tag => $"\"{tag}\""))}}]}""");
                break;
            case { Kind: "blobs" or "uploads" }:
                await _blobs.AnswerAsync(context, parsed);
                break;
            default:
                await ErrorAsync(context, 404, "UNSUPPORTED", "not here");
                break;
        }
    }
}
