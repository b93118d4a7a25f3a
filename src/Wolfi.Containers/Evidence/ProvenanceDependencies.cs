using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.SupplyChain.Components;
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
            Digest = ResourceDescriptor.Sha256(Digest.Of(LockFileWriter.ToBytes(input.World.File)).Hex),
        },
        .. input.World.File.Repositories.SelectMany(repository => Index(repository, input.Architecture)),
        .. input.Packages.Select(package => Describe(package, input)),
    ];

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
        LockedPackage? locked = input.World.File.Find(input.Architecture)?.Find(info.Name);
        IEnumerable<(string Name, string Value)> more =
        [
            ("origin", info.Origin),
            ("recipeCommit", info.Commit),
        ];
        return new ResourceDescriptor
        {
            Uri = PackageUrl.Apk(Distribution, info.Name, info.Version.ToString(), info.Architecture),
            Digest = ResourceDescriptor.Sha256(package.Package.FileSha256),
            DownloadLocation = locked?.Repository.Url is null ? null : locked.Url,
            Annotations = more.Where(pair => pair.Value.Length > 0).ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
        };
    }
}
