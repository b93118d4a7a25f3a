using System.Text;
using Microsoft.AspNetCore.Http;
using Wolfi.Oci.Images;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>The fault table of pushing: it succeeds, or fails with a kind; then no tag is set, and never is a secret sent elsewhere or told.</summary>
[TestClass]
public sealed class Faults_while_pushing
{
    private static readonly Image s_image = SmallImages.LargeImage(7, 300_000);

    private static readonly byte[] s_manifest = s_image.Manifest.Bytes.ToArray();

    private static readonly FaultRow[] s_rows =
    [
        new("F101 a token server at the clouds' metadata", RegistryFault.Refused, (world, context) =>
            Challenged(context) ? Faults.With(context, 401, ("WWW-Authenticate", "Bearer realm=\"http://169.254.169.254/latest\",service=\"x\"")) : Task.FromResult(false)),
        new("F101 a token server that is a file", RegistryFault.Refused, (world, context) =>
            Challenged(context) ? Faults.With(context, 401, ("WWW-Authenticate", "Bearer realm=\"file:///etc/passwd\"")) : Task.FromResult(false)),
        new("F101 a token server without end", RegistryFault.LimitExceeded, (world, context) => context.Is("GET", "/token") ? Faults.Endless(context, "application/json") : Task.FromResult(false)),
        new("F101 a token server that sends elsewhere", RegistryFault.UnexpectedAnswer, (world, context) =>
            context.Is("GET", "/token") ? Faults.With(context, 307, ("Location", $"{world.Other.Url}/token")) : Task.FromResult(false)) { Check = world => Assert.IsEmpty(world.Other.Requests) },
        new("F101 a token that breaks the header", RegistryFault.UnexpectedAnswer, (world, context) =>
            context.Is("GET", "/token") ? Faults.Bytes(context, "{\"token\":\"a\\r\\nX-Y: z\"}"u8.ToArray(), "application/json") : Task.FromResult(false)),
        new("F102 a place for an upload at another server", null, (world, context) =>
            context.Is("POST", "/blobs/uploads/") ? Faults.With(context, 202, ("Location", $"{world.Other.Url}/store?signed=x")) : Task.FromResult(false))
        {
            OtherAnswer = context => context.Is("PUT", "/store?signed=x&digest=sha256:") ? StoreElsewhere(context) : Task.FromResult(false),
            Check = world => Assert.HasCount(3, world.Other.Requests),
        },
        new("F102 a place for an upload at a link's own address", RegistryFault.Refused, (world, context) =>
            context.Is("POST", "/blobs/uploads/") ? Faults.With(context, 202, ("Location", "http://169.254.169.254/store")) : Task.FromResult(false)),
        new("F102 an upload without a place", RegistryFault.Refused, (world, context) => context.Is("POST", "/blobs/uploads/") ? Faults.With(context, 202) : Task.FromResult(false)),
        new("F104 a manifest that is stored under another digest", RegistryFault.ContentMismatch, (world, context) =>
            context.Is("PUT", "/manifests/") ? Faults.Adding(context, ("Docker-Content-Digest", Digest.Of([1]).ToString())) : Task.FromResult(false)),
        new("F104 a blob that is there in another size", RegistryFault.ContentMismatch, (world, context) =>
        {
            if (context.Is("HEAD", "/blobs/") && context.Request.Headers.ContainsKey("Authorization"))
            {
                context.Response.ContentLength = 5;
                return Task.FromResult(true);
            }

            return Task.FromResult(false);
        }),
        new("F105 a digest that is a path", RegistryFault.UnexpectedAnswer, (world, context) =>
            context.Is("PUT", "/manifests/") ? Faults.Adding(context, ("Docker-Content-Digest", "sha256:../../x")) : Task.FromResult(false)),
        new("F105 a digest of another kind", RegistryFault.UnexpectedAnswer, (world, context) =>
            context.Is("PUT", "/manifests/") ? Faults.Adding(context, ("Docker-Content-Digest", "sha512:" + new string('a', 128))) : Task.FromResult(false)),
        new("F109 a token that ends in mid-push", null, (world, context) => Once(context, context.IsUpload(), () => Faults.With(context, 401, ("WWW-Authenticate", $"Bearer realm=\"{world.Registry.Url}/token\",service=\"test\"")))),
        new("F109 a token that ends in mid-upload of a body", null, (world, context) => Once(context, context.IsUpload(), async () =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            return await Faults.With(context, 401, ("WWW-Authenticate", $"Bearer realm=\"{world.Registry.Url}/token\",service=\"test\""));
        })),
        new("F109 a token without its time, and one of a thousand years", null, (world, context) => Once(context, context.Is("GET", "/token"), () =>
            Faults.Bytes(context, Encoding.ASCII.GetBytes($"{{\"access_token\":\"unknown-{Guid.NewGuid():N}\",\"expires_in\":9223372036854775807}}"), "application/json"))),
        new("F112 a repository that asks though /v2/ is open", null, (world, context) => context.Is("GET", "/v2/") && context.Request.Path.Value == "/v2/" ? Faults.With(context, 200) : Task.FromResult(false)),
        new("F112 a repository that is forbidden", RegistryFault.Denied, (world, context) => context.Is("POST", "/blobs/uploads/") ? Forbid(context) : Task.FromResult(false)),
        new("F112 a registry that refuses every token", RegistryFault.Unauthorized, (world, context) =>
            context.Request.Path.Value!.StartsWith("/v2/", StringComparison.Ordinal) ? Faults.With(context, 401, ("WWW-Authenticate", $"Bearer realm=\"{world.Registry.Url}/token\"")) : Task.FromResult(false)),
        new("F112 a registry that repeats the token in its error", RegistryFault.Denied, async (world, context) =>
        {
            if (!context.Is("POST", "/blobs/uploads/"))
            {
                return false;
            }

            context.Response.Headers["Warning"] = $"299 - \"{context.Request.Headers.Authorization}\"";
            await Registry.ErrorAsync(context, 403, "DENIED", $"you sent {context.Request.Headers.Authorization}");
            return true;
        }),
        new("F113 a piece that comes out of step", null, (world, context) => AfterReset(context, context.Request.Method == "PATCH" ? () => Faults.With(context, 416, ("Range", "0-99999")) : null))
        {
            Check = world => Assert.IsTrue(world.Registry.Requests.Any(request => request is { Method: "PATCH", Status: 416 })),
        },
        new("F113 pieces that are out of step for ever", RegistryFault.UnexpectedAnswer, (world, context) =>
            AfterReset(context, context.Request.Method == "PATCH" ? () => Faults.With(context, 416, ("Range", $"0-{Random.Shared.Next(1000, 200_000)}")) : null, always: true)),
        new("F116 a registry that rewrites manifests", RegistryFault.ContentMismatch, (world, context) =>
            context.Is("GET", "/manifests/sha256:") && context.Request.Headers.ContainsKey("Authorization") ? Faults.Bytes(context, [.. s_manifest, (byte)'\n'], "application/vnd.oci.image.manifest.v1+json") : Task.FromResult(false)),
        new("F116 a registry that gives manifests another type", RegistryFault.ContentMismatch, (world, context) =>
            context.Is("GET", "/manifests/sha256:") && context.Request.Headers.ContainsKey("Authorization") ? Faults.Bytes(context, s_manifest, "application/vnd.docker.distribution.manifest.v2+json") : Task.FromResult(false)),
        new("J148 a page where a registry should be", RegistryFault.UnexpectedAnswer, (world, context) => Faults.Bytes(context, "<html>Log in</html>"u8.ToArray(), "text/html")),
        new("429 with Retry-After", null, (world, context) => Once(context, context.IsUpload(), () => Faults.With(context, 429, ("Retry-After", "7"))))
        {
            Check = world => CollectionAssert.Contains(world.Time.Taken.ToArray(), TimeSpan.FromSeconds(7)),
        },
        new("429 with Retry-After of an hour", RegistryFault.RateLimited, (world, context) => context.IsUpload() ? Faults.With(context, 429, ("Retry-After", "3600")) : Task.FromResult(false)),
        new("500 five times, then good", null, (world, context) => Times(context, 5, context.Is("POST", "/blobs/uploads/"), () => Faults.With(context, 500))),
        new("503 for ever", RegistryFault.ServerFailed, (world, context) => context.Is("POST", "/blobs/uploads/") ? Faults.With(context, 503) : Task.FromResult(false)),
        new("502 for a manifest, then good", null, (world, context) => Times(context, 2, context.Is("PUT", "/manifests/"), () => Faults.With(context, 502))),
        new("a reset after half a blob", null, (world, context) => Once(context, context.IsUpload() && context.Request.ContentLength > 200_000, () => Faults.AbortAfter(context, 150_000))),
        new("a reset after half a blob that is kept", null, (world, context) => AfterReset(context, null))
        {
            Check = world => Assert.IsTrue(world.Registry.Requests.Any(request => request is { Method: "PATCH", Status: 202 }), "goes on in pieces"),
        },
        new("an answer that is lost after the blob has arrived", null, (world, context) => LoseAnswer(world, context))
        {
            Check = world => Assert.IsTrue(world.Registry.Store.Uploads.Values.All(count => count == 1)),
        },
        new("bodies that are too large for what stands before the registry", null, (world, context) => context.Request.ContentLength > 70_000 ? Faults.With(context, 413) : Task.FromResult(false)),
        new("an upload that the registry forgets", null, (world, context) => Once(context, context.IsUpload(), () => Faults.With(context, 404))),
        new("a registry that is gone for 20 s", null, (world, context) => world.Time.Taken.Sum(pause => pause.TotalSeconds) < 20 && context.IsUpload() ? Faults.Abort(context) : Task.FromResult(false)),
        new("a manifest that is not taken", RegistryFault.Rejected, async (world, context) =>
        {
            if (context.Is("PUT", "/manifests/"))
            {
                await Registry.ErrorAsync(context, 400, "MANIFEST_INVALID", "not like this");
                return true;
            }

            return false;
        }),
        new("a blob that is unknown while somebody else pushes it", null, (world, context) => Times(context, 3, context.Is("PUT", "/manifests/"), () => Unknown(context, 400))),
        new("a blob that stays unknown", RegistryFault.Rejected, (world, context) => context.Is("PUT", "/manifests/") ? Unknown(context, 404) : Task.FromResult(false))
        {
            Check = world => Assert.AreEqual(5, world.Registry.Requests.Count(request => request.Method == "PUT" && request.Path.Contains("/manifests/", StringComparison.Ordinal))),
        },
        new("a manifest that is not there at once", null, (world, context) => Times(context, 2, IsReadBack(context), () => Faults.With(context, 404))),
        new("a manifest that never comes to be there", RegistryFault.NotFound, (world, context) => IsReadBack(context) ? Faults.With(context, 404) : Task.FromResult(false)),
        new("a head without end", RegistryFault.LimitExceeded, (world, context) => context.Is("POST", "/blobs/uploads/") ? Faults.With(context, 202, ("X-Long", new string('a', 100_000))) : Task.FromResult(false)),
    ];

    public static IEnumerable<object[]> Rows => s_rows.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Pass_or_fail_with_a_reason(string name)
    {
        FaultRow row = s_rows.Single(row => row.Name == name);
        await using RegistryWorld world = await RegistryWorld.StartAsync(row.Options);
        FaultCounter.Forget(world.Registry.Port);
        world.Registry.Fault = context => row.Answer(world, context);
        world.Other.Fault = row.OtherAnswer is { } answer ? async context => await answer(context) && Mirror(world, context) : null;
        PushContent content = world.Content(s_image);
        RegistryException? failure = null;
        try
        {
            await world.PushAsync(content);
        }
        catch (RegistryException exception)
        {
            failure = exception;
        }

        Assert.AreEqual(row.Expected, failure?.Fault, failure?.ToString());
        Assert.AreEqual(failure is null ? s_image.Digest.ToString() : null, world.Registry.Store.Tag("team/app", "1"));
        if (failure is null)
        {
            foreach (ImageLayer layer in s_image.Layers)
            {
                Assert.AreEqual(layer.Blob.Digest.ToString(), RegistryContent.DigestOf(world.Registry.Store.Blob("team/app", layer.Blob.Digest.ToString())!));
            }
        }

        world.AssertNothingLeaked(failure);
        row.Check?.Invoke(world);
    }

    private static bool IsReadBack(HttpContext context) => context.Is("GET", "/manifests/sha256:") && context.Request.Headers.ContainsKey("Authorization");

    private static async Task<bool> Unknown(HttpContext context, int status)
    {
        await Registry.ErrorAsync(context, status, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry");
        return true;
    }

    private static bool Challenged(HttpContext context) => context.Request.Path.Value!.StartsWith("/v2/team", StringComparison.Ordinal);

    private static Task<bool> Once(HttpContext context, bool when, Func<Task<bool>> fault) => Times(context, 1, when, fault);

    // The count is kept by the registry itself: every row has one of its own.
    private static Task<bool> Times(HttpContext context, int times, bool when, Func<Task<bool>> fault)
    {
        FaultCounter counter = FaultCounter.Of(context);
        return when && Interlocked.Increment(ref counter.Count) <= times ? fault() : Task.FromResult(false);
    }

    // Of the large layer the registry keeps what came before the connection was reset; what follows is up to the row.
    private static async Task<bool> AfterReset(HttpContext context, Func<Task<bool>>? then, bool always = false)
    {
        FaultCounter counter = FaultCounter.Of(context);
        if (context.IsUpload() && context.Request.ContentLength > 200_000 && Interlocked.Increment(ref counter.Count) == 1)
        {
            context.Request.Body = new CutStream(context.Request.Body, 100_000);
            return false;
        }

        return then is not null && (always || Interlocked.Increment(ref counter.Others) == 1) && await then();
    }

    private static async Task<bool> LoseAnswer(RegistryWorld world, HttpContext context)
    {
        FaultCounter counter = FaultCounter.Of(context);
        if (!context.IsUpload() || context.Request.ContentLength < 200_000 || Interlocked.Increment(ref counter.Count) > 1)
        {
            return false;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        string digest = world.Registry.Store.PutBlob("team/app", body.ToArray());
        world.Registry.Store.Uploads[digest] = 1;
        return await Faults.Abort(context);
    }

    private static async Task<bool> Forbid(HttpContext context)
    {
        await Registry.ErrorAsync(context, 403, "DENIED", "requested access to the resource is denied");
        return true;
    }

    private static async Task<bool> StoreElsewhere(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        context.Items["stored"] = body.ToArray();
        context.Response.StatusCode = 201;
        return true;
    }

    private static bool Mirror(RegistryWorld world, HttpContext context)
    {
        if (context.Items["stored"] is byte[] bytes)
        {
            world.Registry.Store.PutBlob("team/app", bytes);
        }

        return true;
    }
}
