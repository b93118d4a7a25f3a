using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Publishing;

/// <summary>The documents of an image that no layout holds, as the fingerprint file keeps them for the next build.</summary>
internal sealed record ImageTexts
{
    /// <summary>As <see cref="PublishResult.MediaType"/>.</summary>
    public required string MediaType { get; init; }

    /// <summary>As <see cref="PublishResult.Manifest"/>.</summary>
    public required string Manifest { get; init; }

    /// <summary>As <see cref="PublishResult.Configuration"/>.</summary>
    public required string Configuration { get; init; }

    /// <summary>As <see cref="PublishResult.Platforms"/>.</summary>
    public required ImmutableArray<PlatformResult> Platforms { get; init; }

    /// <summary>Those of what was made.</summary>
    public static ImageTexts Of(PublishResult made) =>
        new() { MediaType = made.MediaType, Manifest = made.Manifest, Configuration = made.Configuration, Platforms = made.Platforms };

    /// <summary>What was made, from its documents; null where they are not those of that digest.</summary>
    public PublishResult? Describe(PublishRequest request, string digest)
    {
        bool same = Platforms.IsEmpty
            ? IsImage(Manifest, MediaType, Configuration, digest)
            : DigestOf(Manifest) == digest && Platforms.All(one => IsImage(one.Manifest, one.MediaType, one.Configuration, one.Digest) && Manifest.Contains(one.Digest, StringComparison.Ordinal));
        return !same ? null : new PublishResult
        {
            Digest = digest,
            Reference = $"{request.ImageRepository}@{digest}",
            MediaType = MediaType,
            Manifest = Manifest,
            Configuration = Configuration,
            Platforms = Platforms,
            LayoutFolder = null,
            UpToDate = true,
        };
    }

    private static bool IsImage(string manifest, string mediaType, string configuration, string digest) => DigestOf(manifest) == digest
        && ImageManifest.Read(Encoding.UTF8.GetBytes(manifest), mediaType, "The kept manifest").Value.Config.Digest.ToString() == DigestOf(configuration);

    private static string DigestOf(string text) => Digest.Of(Encoding.UTF8.GetBytes(text)).ToString();
}
