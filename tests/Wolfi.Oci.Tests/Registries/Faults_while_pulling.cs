using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>The fault table of pulling: all of it arrives as its digests say, or it fails with a kind; never is a secret sent elsewhere or told.</summary>
[TestClass]
public sealed class Faults_while_pulling
{
    private static readonly Image s_image = SmallImages.LargeImage(8, 300_000);

    private static readonly Digest s_large = s_image.Layers[1].Blob.Digest;

    private static readonly FaultRow[] s_rows =
    [
        new("F103 a redirect to another server", null, (world, context) => IsLarge(context) ? Faults.With(context, 307, ("Location", $"{world.Other.Url}/cdn/{s_large}?signed=x")) : Task.FromResult(false))
        {
            OtherAnswer = context => Faults.Bytes(context, Bytes(s_image.Layers[1]), "application/octet-stream"),
            Check = world => Assert.HasCount(1, world.Other.Requests),
        },
        new("F103 a redirect to another server that lies", RegistryFault.ContentMismatch, (world, context) =>
            IsLarge(context) ? Faults.With(context, 302, ("Location", $"{world.Other.Url}/cdn")) : Task.FromResult(false))
        {
            OtherAnswer = context => Faults.Bytes(context, new byte[s_image.Layers[1].Blob.Size], "application/octet-stream"),
        },
        new("F103 a redirect to another server that wants credentials", RegistryFault.Unauthorized, (world, context) =>
            IsLarge(context) ? Faults.With(context, 302, ("Location", $"{world.Other.Url}/cdn")) : Task.FromResult(false))
        {
            OtherAnswer = context => Faults.With(context, 401, ("WWW-Authenticate", "Basic realm=\"give\"")),
        },
        new("F103 a redirect away and back", RegistryFault.Unauthorized, (world, context) => IsLarge(context) ? Faults.With(context, 302, ("Location", $"{world.Other.Url}/back?{world.Registry.Url}")) : Task.FromResult(false))
        {
            OtherAnswer = context => Faults.With(context, 302, ("Location", $"{context.Request.QueryString.Value![1..]}/v2/team/app/blobs/{s_image.Config.Digest}")),
        },
        new("F103 a redirect to the clouds' metadata", RegistryFault.Refused, (world, context) => IsLarge(context) ? Faults.With(context, 302, ("Location", "http://169.254.169.254/")) : Task.FromResult(false)),
        new("F103 redirects in circles", RegistryFault.Refused, (world, context) => IsLarge(context) ? Faults.With(context, 302, ("Location", context.Request.Path)) : Task.FromResult(false)),
        new("F104 a blob that is another", RegistryFault.ContentMismatch, (world, context) => IsLarge(context) ? Faults.Bytes(context, new byte[s_image.Layers[1].Blob.Size], "x/y") : Task.FromResult(false)),
        new("F104 a blob that is too short", RegistryFault.ContentMismatch, (world, context) =>
        {
            context.Response.ContentLength = IsLarge(context) ? 10 : null;
            return IsLarge(context) ? Faults.Bytes(context, new byte[10], "x/y") : Task.FromResult(false);
        }),
        new("F104 a blob that is too long", RegistryFault.ContentMismatch, (world, context) => IsLarge(context) ? Faults.Endless(context, "x/y") : Task.FromResult(false)),
        new("F104 a manifest that is not its tag's digest", RegistryFault.ContentMismatch, (world, context) =>
            context.Is("GET", "/manifests/1") ? Faults.Adding(context, ("Docker-Content-Digest", Digest.Of([1]).ToString())) : Task.FromResult(false)),
        new("F105 a digest in upper case", RegistryFault.UnexpectedAnswer, (world, context) =>
            context.Is("GET", "/manifests/1") ? Faults.Adding(context, ("Docker-Content-Digest", s_image.Digest.ToString().ToUpperInvariant())) : Task.FromResult(false)),
        new("F106 a manifest that is called an index", null, (world, context) => Manifest(context, s_image.Manifest.Bytes.ToArray(), MediaTypes.ImageIndex)) { ExpectedDocument = OciFault.UnsupportedMediaType },
        new("F106 a manifest that is both", null, (world, context) => Manifest(context, Both(), MediaTypes.ImageManifest)) { ExpectedDocument = OciFault.MalformedDocument },
        new("F106 a manifest that has no type", RegistryFault.UnexpectedAnswer, (world, context) => Manifest(context, s_image.Manifest.Bytes.ToArray(), "application/json")),
        new("F107 a manifest of a gigabyte", RegistryFault.LimitExceeded, (world, context) => context.Is("GET", "/manifests/") ? Faults.Endless(context, MediaTypes.ImageManifest) : Task.FromResult(false)),
        new("F107 a layer of nearly 2^63 bytes", null, (world, context) => Manifest(context, Sized(long.MaxValue), MediaTypes.ImageManifest)) { ExpectedDocument = OciFault.LimitExceeded },
        new("F107 a hundred thousand layers", null, (world, context) => Manifest(context, Layers(30_000), MediaTypes.ImageManifest)) { ExpectedDocument = OciFault.LimitExceeded },
        new("F108 a layer from elsewhere", null, (world, context) => Manifest(context, Foreign(world.Other.Url), MediaTypes.ImageManifest))
        {
            ExpectedDocument = OciFault.MalformedDocument,
            Check = world => Assert.IsEmpty(world.Other.Requests),
        },
        new("a pull that is cut off", null, (world, context) => Once(context, IsLarge(context), () => Faults.Truncated(context, Bytes(s_image.Layers[1]), 100_000, "x/y")))
        {
            // The registry notes a request when it is done with it, which may be a moment after the client is.
            Check = world => Assert.IsTrue(
                SpinWait.SpinUntil(() => world.Registry.Requests.Any(request => request is { Method: "GET", Status: 206 }), TimeSpan.FromSeconds(5)), "goes on where it was cut off"),
        },
        new("a pull that is cut off by a server that begins anew", null, (world, context) =>
        {
            context.Request.Headers.Remove("Range");
            return Once(context, IsLarge(context), () => Faults.Truncated(context, Bytes(s_image.Layers[1]), 100_000, "x/y"));
        }),
        new("a rest that is another", RegistryFault.UnexpectedAnswer, (world, context) => context.Request.Headers.ContainsKey("Range")
            ? Faults.With(context, 206, ("Content-Range", "bytes 5-10/300"))
            : Once(context, IsLarge(context), () => Faults.Truncated(context, Bytes(s_image.Layers[1]), 100_000, "x/y"))),
        new("referrers that are paged for ever", RegistryFault.LimitExceeded, (world, context) => Referrers(context, "?next=" + Guid.NewGuid())),
        new("referrers that go on at another server", RegistryFault.Refused, (world, context) => Referrers(context, $"{world.Other.Url}/v2/x/referrers/y")) { Check = world => Assert.IsEmpty(world.Other.Requests) },
        new("429 without Retry-After, then good", null, (world, context) => Once(context, context.Is("GET", "/manifests/"), () => Faults.With(context, 429))),
        new("a registry that has it no more", RegistryFault.NotFound, (world, context) => IsLarge(context) ? Faults.With(context, 404) : Task.FromResult(false)),
    ];

    public static IEnumerable<object[]> Rows => s_rows.Select(row => new object[] { row.Name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Pass_or_fail_with_a_reason(string name)
    {
        FaultRow row = s_rows.Single(row => row.Name == name);
        await using RegistryWorld world = await RegistryWorld.StartAsync(row.Options);
        FaultCounter.Forget(world.Registry.Port);
        await world.PushAsync(world.Content(s_image));
        world.Registry.Forget();
        world.Registry.Fault = context => row.Answer(world, context);
        world.Other.Fault = row.OtherAnswer;
        world.Renew();
        Exception? failure = null;
        try
        {
            await Task.Run(() => PullAsync(world));
        }
        catch (Exception exception) when (exception is RegistryException or OciException)
        {
            failure = exception.InnerException as RegistryException ?? exception;
        }

        Assert.AreEqual(row.Expected, (failure as RegistryException)?.Fault, failure?.ToString());
        Assert.AreEqual(row.ExpectedDocument, (failure as OciException)?.Fault, failure?.ToString());
        world.AssertNothingLeaked(failure);
        row.Check?.Invoke(world);
    }

    private static async Task PullAsync(RegistryWorld world)
    {
        RegistryStore store = await RegistryStore.OpenAsync(world.Client, world.Reference("team/app", "1"), withReferrers: true, CancellationToken.None);
        PushContent content = PushContent.Read(store, store.Root, CancellationToken.None);
        foreach (Blobs.BlobSource blob in content.Blobs)
        {
            blob.Verify(CancellationToken.None);
        }

        Assert.HasCount(3, content.Blobs.ToArray());
    }

    private static bool IsLarge(HttpContext context) => context.Is("GET", $"/blobs/{s_large}");

    private static Task<bool> Once(HttpContext context, bool when, Func<Task<bool>> fault) =>
        when && Interlocked.Increment(ref FaultCounter.Of(context).Count) == 1 ? fault() : Task.FromResult(false);

    private static Task<bool> Manifest(HttpContext context, byte[] bytes, string type) =>
        context.Is("GET", "/manifests/") ? Faults.Bytes(context, bytes, type) : Task.FromResult(false);

    private static Task<bool> Referrers(HttpContext context, string next)
    {
        if (!context.Is("GET", "/referrers/"))
        {
            return Task.FromResult(false);
        }

        context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        return Faults.Bytes(context, new ImageIndex { Manifests = [] }.ToDocument().Bytes.ToArray(), MediaTypes.ImageIndex);
    }

    private static byte[] Bytes(ImageLayer layer)
    {
        using MemoryStream bytes = new();
        layer.Blob.CopyTo(bytes, CancellationToken.None);
        return bytes.ToArray();
    }

    private static string Text => Encoding.UTF8.GetString(s_image.Manifest.Bytes.Span);

    private static byte[] Both() => Encoding.UTF8.GetBytes(Text.Replace("\"layers\"", "\"manifests\":[],\"layers\"", StringComparison.Ordinal));

    private static byte[] Sized(long size) =>
        Encoding.UTF8.GetBytes(Text.Replace($"\"size\":{s_image.Layers[1].Blob.Size}", string.Create(CultureInfo.InvariantCulture, $"\"size\":{size}"), StringComparison.Ordinal));

    private static byte[] Layers(int count) => (s_image.Manifest.Value with { Layers = [.. Enumerable.Repeat(new Descriptor { MediaType = "a/b", Digest = s_large, Size = 1 }, count)] }).ToDocument().Bytes.ToArray();

    private static byte[] Foreign(string url) =>
        (s_image.Manifest.Value with { Layers = [.. s_image.Manifest.Value.Layers.Select(layer => layer with { Urls = [$"{url}/layer"] })] }).ToDocument().Bytes.ToArray();
}
