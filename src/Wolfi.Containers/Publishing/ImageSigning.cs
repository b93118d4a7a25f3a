using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Publishing;

/// <summary>The signatures of a build: of the finished image, and of each document that can be stated of it.</summary>
internal static partial class ImageSigning
{
    /// <summary>Makes them; none where nothing is signed.</summary>
    /// <exception cref="WolfiException">The key does not open, or did not sign; or a service that is to certify, log or timestamp fails.</exception>
    public static Task<ImmutableArray<Artifact>> SignAsync(
        BuildSigner? build, PublishRequest request, Image image, ImmutableArray<EvidenceDocument> evidence, CancellationToken cancellationToken) =>
        SignAsync(build, request, image.Descriptor, evidence, cancellationToken);

    /// <summary>Makes those of a manifest, or of the index of an image for several platforms; none where nothing is signed.</summary>
    /// <exception cref="WolfiException">The key does not open, or did not sign; or a service that is to certify, log or timestamp fails.</exception>
    public static async Task<ImmutableArray<Artifact>> SignAsync(
        BuildSigner? build, PublishRequest request, Descriptor subject, ImmutableArray<EvidenceDocument> evidence, CancellationToken cancellationToken)
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
            BundleSigner signer = await build.GetAsync(cancellationToken).ConfigureAwait(false);
            return await ImageSignatures.SignAsync(signer, subject, said, evidence, cancellationToken).ConfigureAwait(false);
        }
        catch (EvidenceException exception)
        {
            throw SigningErrors.From(exception);
        }
    }

    /// <summary>Says who signed the image, and how anybody verifies it.</summary>
    public static async Task ReportAsync(BuildSigner? build, PublishRequest request, PublishResult result, IPublishObserver observer, CancellationToken cancellationToken)
    {
        if (build is null)
        {
            return;
        }

        BundleSigner signer = await build.GetAsync(cancellationToken).ConfigureAwait(false);
        string image = $"{(request.Push is null ? "REGISTRY/" : "")}{RepositoryOf(request)}@{result.Digest}";
        foreach (string line in SigningReport.Lines(build, signer, request.Signing!.Services, image))
        {
            observer.Report(line);
        }

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
