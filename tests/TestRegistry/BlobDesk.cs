using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Wolfi.TestRegistry;

/// <summary>Blobs and their uploads.</summary>
internal sealed class BlobDesk(RegistryOptions options, RegistryContent store, Func<string> url)
{
    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new();

    public Task AnswerAsync(HttpContext context, RegistryPath path) => (path.Kind, context.Request.Method) switch
    {
        ("blobs", "HEAD" or "GET") => SendAsync(context, path),
        ("uploads", "POST") => StartAsync(context, path),
        ("uploads", "GET") => StatusAsync(context, path),
        ("uploads", "PATCH") => PatchAsync(context, path),
        ("uploads", "PUT") => FinishAsync(context, path),
        _ => Registry.ErrorAsync(context, 405, "UNSUPPORTED", "not here"),
    };

    private async Task SendAsync(HttpContext context, RegistryPath path)
    {
        if (store.Blob(path.Repository, path.Reference) is not { } bytes)
        {
            await Registry.ErrorAsync(context, 404, "BLOB_UNKNOWN", "blob unknown to registry");
            return;
        }

        context.Response.Headers["Docker-Content-Digest"] = path.Reference;
        context.Response.ContentType = "application/octet-stream";
        int from = 0;
        if (context.Request.Headers.Range.FirstOrDefault() is { } range && context.Request.Method == "GET")
        {
            from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{bytes.Length - 1}/{bytes.Length}");
        }

        context.Response.ContentLength = bytes.Length - from;
        if (context.Request.Method == "GET")
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(from));
        }
    }

    private async Task StartAsync(HttpContext context, RegistryPath path)
    {
        string? mount = context.Request.Query["mount"].FirstOrDefault();
        string? from = context.Request.Query["from"].FirstOrDefault();
        if (options.Mounts && mount is not null && from is not null && store.Blob(from, mount) is { } bytes)
        {
            store.PutBlob(path.Repository, bytes, mount);
            context.Response.Headers.Location = $"/v2/{path.Repository}/blobs/{mount}";
            context.Response.StatusCode = 201;
            return;
        }

        string id = Guid.NewGuid().ToString("N");
        _uploads[id] = new MemoryStream();
        Place(context, path.Repository, id, 202);
        if (options.SmallestChunk > 0)
        {
            context.Response.Headers["OCI-Chunk-Min-Length"] = options.SmallestChunk.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.CompleteAsync();
    }

    private async Task StatusAsync(HttpContext context, RegistryPath path)
    {
        if (!_uploads.ContainsKey(path.Reference))
        {
            await Registry.ErrorAsync(context, 404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
            return;
        }

        Place(context, path.Repository, path.Reference, 204);
    }

    private async Task PatchAsync(HttpContext context, RegistryPath path)
    {
        if (!_uploads.TryGetValue(path.Reference, out MemoryStream? upload))
        {
            await Registry.ErrorAsync(context, 404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
            return;
        }

        if (context.Request.Headers.ContentRange.FirstOrDefault() is { } range && !range.StartsWith(upload.Length.ToString(CultureInfo.InvariantCulture) + "-", StringComparison.Ordinal))
        {
            Place(context, path.Repository, path.Reference, 416);
            return;
        }

        await TakeAsync(context, upload);
        Place(context, path.Repository, path.Reference, 202);
    }

    private async Task FinishAsync(HttpContext context, RegistryPath path)
    {
        if (!_uploads.TryGetValue(path.Reference, out MemoryStream? upload))
        {
            await Registry.ErrorAsync(context, 404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
            return;
        }

        await TakeAsync(context, upload);
        string digest = context.Request.Query["digest"].ToString();
        byte[] bytes = upload.ToArray();
        _uploads.TryRemove(path.Reference, out _);
        if (RegistryContent.DigestOf(bytes) != digest)
        {
            await Registry.ErrorAsync(context, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
            return;
        }

        store.PutBlob(path.Repository, bytes);
        store.Uploads.AddOrUpdate(digest, 1, (_, count) => count + 1);
        context.Response.Headers.Location = $"/v2/{path.Repository}/blobs/{digest}";
        context.Response.StatusCode = 201;
    }

    // What came before a connection ended is kept, as registries do.
    private static async Task TakeAsync(HttpContext context, MemoryStream upload)
    {
        byte[] buffer = new byte[32 * 1024];
        int count;
        while ((count = await context.Request.Body.ReadAsync(buffer)) > 0)
        {
            upload.Write(buffer, 0, count);
        }
    }

    private void Place(HttpContext context, string repository, string id, int status)
    {
        context.Response.Headers.Location = $"{(options.RelativeLocations ? "" : url())}/v2/{repository}/blobs/uploads/{id}?_state={_uploads[id].Length}";
        context.Response.Headers.Range = string.Create(CultureInfo.InvariantCulture, $"0-{Math.Max(_uploads[id].Length - 1, 0)}");
        context.Response.StatusCode = status;
    }
}
