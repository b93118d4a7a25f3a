using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Publishing;

/// <summary>The signatures of a build: of the finished image, and of each document that can be stated of it.</summary>
internal static partial class ImageSigning
{
    /// <summary>Makes them; none where nothing is signed.</summary>
    /// <exception cref="WolfiException">The key does not open, or did not sign.</exception>
    public static Task<ImmutableArray<Artifact>> SignAsync(
        BuildSigner? build, PublishRequest request, Image image, ImmutableArray<EvidenceDocument> evidence, IPublishObserver observer, CancellationToken cancellationToken) =>
        SignAsync(build, request, image.Descriptor, evidence, observer, cancellationToken);

    /// <summary>Makes those of a manifest, or of the index of an image for several platforms; none where nothing is signed.</summary>
    /// <exception cref="WolfiException">The key does not open, or did not sign.</exception>
    public static async Task<ImmutableArray<Artifact>> SignAsync(
        BuildSigner? build, PublishRequest request, Descriptor subject, ImmutableArray<EvidenceDocument> evidence, IPublishObserver observer, CancellationToken cancellationToken)
    {
        if (build is null)
        {
            return [];
        }

        SignedImage said = new()
        {
            Digest = subject.Digest,
            Repository = RepositoryOf(request),
            Version = request.App.Version,
            SourceEpoch = request.Created,
            ByDevelopmentKey = build.IsDevelopment,
        };
        try
        {
            ISigner signer = await build.GetAsync(observer.Warn).ConfigureAwait(false);
            return
            [
                await ImageSignatures.SignAsync(signer, subject, said, cancellationToken).ConfigureAwait(false),
                .. await ImageSignatures.AttestAsync(signer, subject, said, evidence, cancellationToken).ConfigureAwait(false),
            ];
        }
        catch (EvidenceException exception)
        {
            throw SigningErrors.From(exception);
        }
    }

    /// <summary>Says by which key the image is signed, and how anybody verifies it.</summary>
    public static async Task ReportAsync(BuildSigner? build, PublishRequest request, PublishResult result, IPublishObserver observer)
    {
        if (build is null)
        {
            return;
        }

        string fingerprint = (await build.GetAsync(observer.Warn).ConfigureAwait(false)).PublicKey.Fingerprint;
        observer.Report(build.IsDevelopment
            ? $"  signed   by your development key {fingerprint}, which nobody else should trust; WolfiSigningKey names another"
            : $"  signed   by the key {fingerprint}");
        observer.Report($"  verify   cosign verify --key {build.PublicFile ?? "KEY.pub"} --insecure-ignore-tlog=true {(request.Push is null ? "REGISTRY/" : "")}{RepositoryOf(request)}@{result.Digest}");
        if (build.IsDevelopment && request.Tags.FirstOrDefault(tag => Release().IsMatch(tag)) is { } release)
        {
            observer.Warn(SigningErrors.DevelopmentRelease.Create(release));
        }
    }

    /// <summary>The repository that signatures name: with its registry, where the build pushes to one.</summary>
    public static string RepositoryOf(PublishRequest request) =>
        request.Push is { Target.Repository: { } reference } ? $"{reference.Registry}/{reference.Repository}" : request.ImageRepository;

    [GeneratedRegex(@"^v?[0-9]+\.[0-9]+(\.[0-9]+)*$")]
    private static partial Regex Release();
}
