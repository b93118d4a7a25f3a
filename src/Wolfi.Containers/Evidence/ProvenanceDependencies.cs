using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Spdx;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>What went into a build, each with its digest: the source's commit, the .NET SDK, the lock file, indexes and packages.</summary>
internal static class ProvenanceDependencies
{
    private const string Distribution = "wolfi";

    /// <summary>All of it, in a fixed order.</summary>
    public static ImmutableArray<ResourceDescriptor> Of(EvidenceInput input) =>
    [
        .. Source(input.Request),
        new ResourceDescriptor { Name = "dotnet-sdk", Uri = PackageUrl.Generic("dotnet-sdk", input.Request.SdkVersion) },
        new ResourceDescriptor
        {
            Name = LockFile.FileName,
            MediaType = "application/json",
            Digest = ResourceDescriptor.Sha256(Digest.Of(LockFileWriter.ToBytes(input.Lock)).Hex),
        },
        .. input.Lock.Repositories.SelectMany(repository => Index(repository, input.Architecture)),
        .. input.Packages.Select(package => Describe(package, input)),
        .. input.Bill.Trace.Packages.Select(Describe),
    ];

    /// <summary>What an index was made of: the source, and the image of each platform.</summary>
    public static ImmutableArray<ResourceDescriptor> Of(IndexEvidenceInput input) =>
    [
        .. Source(input.Requests[0]),
        .. input.Image.Images.Select(image => new ResourceDescriptor
        {
            Name = image.Config.Value.Platform.ToString(),
            Uri = PackageUrl.Oci(input.Requests[0].ImageRepository, image.Digest.ToString(), image.Config.Value.Architecture),
            MediaType = image.Manifest.Value.MediaType,
            Digest = ResourceDescriptor.Sha256(image.Digest.Hex),
        }),
    ];

    // A package's content hash is over all of it but its signature, as lock files of NuGet have it.
    private static ResourceDescriptor Describe(UpstreamPackage package) => new()
    {
        Uri = UpstreamComponents.IdOf(package),
        Digest = package.ContentHash is { } content ? ResourceDescriptor.Digests("sha512", content)
            : package.FileSha256 is { } file ? ResourceDescriptor.Sha256(file)
            : ResourceDescriptor.NoDigest,
        Annotations = Annotations(("sourceRepository", package.Facts.RepositoryUrl ?? ""), ("sourceCommit", package.Facts.RepositoryCommit ?? "")),
    };

    private static IEnumerable<ResourceDescriptor> Source(PublishRequest request)
    {
        if (request.App.SourceRevision is { Length: > 0 } commit && commit.All(char.IsAsciiHexDigit))
        {
            string? url = request.Evidence.Origin.RepositoryUrl;
            yield return new ResourceDescriptor
            {
                Name = "source",
                Uri = url is null ? null : $"git+{url}@{commit}",
                Digest = ResourceDescriptor.Digests("gitCommit", commit.ToLowerInvariant()),
            };
        }
    }

    private static IEnumerable<ResourceDescriptor> Index(LockedRepository repository, string architecture)
    {
        if (repository.IndexOf(architecture) is { } index)
        {
            yield return new ResourceDescriptor
            {
                Name = $"APKINDEX {repository.Name}",
                DownloadLocation = repository.Name.Url is { } url ? LockedUrls.Of(url, architecture, "APKINDEX.tar.gz") : null,
                Digest = ResourceDescriptor.Sha256(index.Sha256),
            };
        }
    }

    private static ResourceDescriptor Describe(VerifiedPackage package, EvidenceInput input)
    {
        Apk.Packages.PackageInfo info = package.Package.Info;
        LockedPackage? locked = input.Lock.Find(input.Architecture)?.Find(info.Name);
        PackageDescription? description = input.Bill.Descriptions.GetValueOrDefault(info.Name);
        return new ResourceDescriptor
        {
            Uri = PackageUrl.Apk(Distribution, info.Name, info.Version.ToString(), info.Architecture),
            Digest = ResourceDescriptor.Sha256(package.Package.FileSha256),
            DownloadLocation = locked?.Repository.Url is null ? null : locked.Url,
            Annotations = Annotations(
                ("origin", info.Origin),
                ("recipeCommit", info.Commit),
                ("madeFrom", string.Join(' ', description?.MadeFrom.Select(source => source.DownloadLocation ?? source.Purl).OfType<string>() ?? []))),
        };
    }

    private static ImmutableSortedDictionary<string, string> Annotations(params (string Name, string Value)[] all) =>
        all.Where(pair => pair.Value.Length > 0).ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
