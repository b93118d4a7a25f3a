using System.Collections.Immutable;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Registries;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Publishing;

/// <summary>All that one build puts in its place.</summary>
internal sealed record OutputSet
{
    /// <summary>Digest of what the tags name.</summary>
    public required Digest Digest { get; init; }

    /// <summary>What the layout holds.</summary>
    public required LayoutContent Layout { get; init; }

    /// <summary>What a registry gets.</summary>
    public required PushContent Content { get; init; }

    /// <summary>Digests of what is attached, in their order.</summary>
    public required ImmutableArray<Digest> Attachments { get; init; }

    /// <summary>The documents that are files, with their names after the prefix of files beside the layout.</summary>
    public required ImmutableArray<(string Name, EvidenceDocument Document)> Documents { get; init; }

    /// <summary>The app's packages: their names after that prefix, and where they lie.</summary>
    public required ImmutableArray<(string Name, string File)> Packages { get; init; }

    /// <summary>Writes the archive to a path.</summary>
    public required Action<string, CancellationToken> WriteArchive { get; init; }

    /// <summary>Hash over the inputs of all this.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What the build answers.</summary>
    public required PublishResult Result { get; init; }

    /// <summary>The outputs of one image.</summary>
    public static OutputSet Of(PublishRequest request, BuiltImage built, string fingerprint)
    {
        ImmutableArray<Artifact> attachments = built.Attachments(request.ImageRepository);
        TaggedImage tagged = new(built.Image, request.ImageRepository, request.Tags) { Attachments = attachments, TaggedAttachments = built.ClassicSignatures };
        return new OutputSet
        {
            Digest = built.Image.Digest,
            Layout = LayoutContent.WithFullNames(tagged),
            Content = PushContent.Of(tagged),
            Attachments = [.. attachments.Select(artifact => artifact.Manifest.Digest), .. built.ClassicSignatures.Select(under => under.Manifest.Digest)],
            Documents = EvidenceFiles.Of(built.Evidence, request.Beside),
            Packages = [.. built.Packages.Select(package => (Path.GetFileName(package.File), package.File))],
            WriteArchive = (path, cancellationToken) => Archive(path, request.ArchiveFormat, tagged, cancellationToken),
            Fingerprint = fingerprint,
            Result = PublishedOutputs.Describe(request, built.Image, upToDate: false),
        };
    }

    /// <summary>The outputs of an image for several platforms.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="built">The index.</param>
    /// <param name="platforms">The image of each platform, in the request's order.</param>
    /// <param name="fingerprint">Hash over the inputs.</param>
    public static OutputSet Of(IndexRequest request, BuiltIndex built, ImmutableArray<BuiltImage> platforms, string fingerprint)
    {
        PublishRequest whole = request.Whole;
        ImmutableArray<Artifact> attachments = [.. built.Attachments(whole.ImageRepository), .. platforms.SelectMany(platform => platform.Attachments(whole.ImageRepository))];
        ImmutableArray<TaggedAttachments> classic = [.. built.ClassicSignatures, .. platforms.SelectMany(platform => platform.ClassicSignatures)];
        TaggedIndex tagged = new(built.Image, whole.ImageRepository, whole.Tags) { Attachments = attachments, TaggedAttachments = classic };
        BuiltImage ofThisMachine = platforms[OwnPlatform.Choose(request.Platforms)];
        return new OutputSet
        {
            Digest = built.Image.Digest,
            Layout = LayoutContent.WithFullNames(tagged),
            Content = PushContent.Of(tagged),
            Attachments = [.. attachments.Select(artifact => artifact.Manifest.Digest), .. classic.Select(under => under.Manifest.Digest)],
            Documents =
            [
                .. EvidenceFiles.Of(built.Evidence, whole.Beside),
                .. request.Platforms.SelectMany((platform, i) => EvidenceFiles.Of(platforms[i].Evidence, platform.Beside).Select(file => (NameOf(request, platform, file.Name), file.Document))),
            ],
            Packages =
            [
                .. request.Platforms.SelectMany((platform, i) => platforms[i].Packages.Select(package => (NameOf(request, platform, Path.GetFileName(package.File)), package.File))),
            ],
            WriteArchive = whole.ArchiveFormat == ArchiveFormat.Oci
                ? (path, cancellationToken) => ArchiveWriter.WriteOciArchive(path, tagged, cancellationToken)
                : (path, cancellationToken) => ArchiveWriter.WriteDockerArchive(path, [new TaggedImage(ofThisMachine.Image, whole.ImageRepository, whole.Tags)], cancellationToken),
            Fingerprint = fingerprint,
            Result = PublishedOutputs.Describe(whole, built.Image, upToDate: false),
        };
    }

    private static string NameOf(IndexRequest request, PublishRequest platform, string name) => platform.Beside.Prefix[request.Whole.Beside.Prefix.Length..] + name;

    private static void Archive(string path, ArchiveFormat format, TaggedImage image, CancellationToken cancellationToken)
    {
        if (format == ArchiveFormat.Oci)
        {
            ArchiveWriter.WriteOciArchive(path, [image], cancellationToken);
        }
        else
        {
            ArchiveWriter.WriteDockerArchive(path, [image], cancellationToken);
        }
    }
}
