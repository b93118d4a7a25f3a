using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Wolfi.TestRegistry;

/// <summary>Manifests, tags and referrers.</summary>
internal sealed class ManifestDesk(RegistryOptions options, RegistryContent store)
{
    public async Task AnswerAsync(HttpContext context, RegistryPath path)
    {
        if (context.Request.Method == "PUT")
        {
            await PutAsync(context, path);
            return;
        }

        if (store.Manifest(path.Repository, path.Reference) is not { } manifest)
        {
            await Registry.ErrorAsync(context, 404, "MANIFEST_UNKNOWN", "manifest unknown");
            return;
        }

        context.Response.ContentType = manifest.MediaType;
        context.Response.ContentLength = manifest.Bytes.Length;
        context.Response.Headers["Docker-Content-Digest"] = RegistryContent.DigestOf(manifest.Bytes);
        if (context.Request.Method == "GET")
        {
            await context.Response.Body.WriteAsync(manifest.Bytes);
        }
    }

    public async Task ReferrersAsync(HttpContext context, RegistryPath path)
    {
        JsonObject[] all = [.. store.Manifests(path.Repository).Where(manifest => Subject(manifest) == path.Reference).Select(Entry)];
        int from = int.TryParse(context.Request.Query["from"], out int start) ? start : 0;
        JsonArray page = [.. all.Skip(from).Take(options.PageSize)];
        if (from + page.Count < all.Length)
        {
            context.Response.Headers.Link = $"<{context.Request.Path}?from={from + page.Count}>; rel=\"next\"";
        }

        await Registry.AnswerAsync(
            context,
            200,
            new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = "application/vnd.oci.image.index.v1+json", ["manifests"] = page }.ToJsonString(),
            "application/vnd.oci.image.index.v1+json");
    }

    private async Task PutAsync(HttpContext context, RegistryPath path)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        StoredManifest manifest = new(context.Request.ContentType ?? "", body.ToArray());
        string digest = RegistryContent.DigestOf(manifest.Bytes);
        if (path.Reference.Contains(':') && path.Reference != digest)
        {
            await Registry.ErrorAsync(context, 400, "DIGEST_INVALID", "not the digest");
            return;
        }

        if (Named(manifest).FirstOrDefault(named => store.Blob(path.Repository, named) is null && store.Manifest(path.Repository, named) is null) is { } missing)
        {
            await Registry.ErrorAsync(context, 400, "MANIFEST_BLOB_UNKNOWN", $"{missing} is not here");
            return;
        }

        store.PutManifest(path.Repository, manifest, path.Reference.Contains(':') ? null : path.Reference);
        context.Response.Headers["Docker-Content-Digest"] = digest;
        if (options.Referrers && Subject(manifest) is { } subject)
        {
            context.Response.Headers["OCI-Subject"] = subject;
        }

        context.Response.StatusCode = 201;
    }

    private static IEnumerable<string> Named(StoredManifest manifest)
    {
        JsonNode node = JsonNode.Parse(manifest.Bytes)!;
        IEnumerable<JsonNode?> descriptors = [node["config"], .. node["layers"]?.AsArray() ?? [], .. node["manifests"]?.AsArray() ?? []];
        return [.. descriptors.OfType<JsonNode>().Select(descriptor => descriptor["digest"]!.GetValue<string>())];
    }

    private static string? Subject(StoredManifest manifest) => JsonNode.Parse(manifest.Bytes)?["subject"]?["digest"]?.GetValue<string>();

    private static JsonObject Entry(StoredManifest manifest)
    {
        JsonNode node = JsonNode.Parse(manifest.Bytes)!;
        JsonObject entry = new()
        {
            ["mediaType"] = manifest.MediaType,
            ["digest"] = RegistryContent.DigestOf(manifest.Bytes),
            ["size"] = manifest.Bytes.Length,
            ["artifactType"] = node["artifactType"]?.GetValue<string>() ?? node["config"]?["mediaType"]?.GetValue<string>(),
        };
        if (node["annotations"] is { } annotations)
        {
            entry["annotations"] = annotations.DeepClone();
        }

        return entry;
    }
}
