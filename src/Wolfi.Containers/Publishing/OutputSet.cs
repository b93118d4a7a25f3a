using System.Collections.Immutable;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Publishing;

/// <summary>All that one build puts in its place.</summary>
internal sealed record OutputSet
{
    /// <summary>Digest of what the tags name.</summary>
    public required Digest Digest { get; init; }

    /// <summary>What the layout holds.</summary>
    public required LayoutContent Layout { get; init; }

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
            Attachments = [.. attachments.Select(artifact => artifact.Manifest.Digest), .. built.ClassicSignatures.Select(under => under.Manifest.Digest)],
            Documents = EvidenceFiles.Of(built.Evidence, request.Beside),
            Packages = [.. built.Packages.Select(package => (Path.GetFileName(package.File), package.File))],
            WriteArchive = (path, cancellationToken) => Archive(path, request.ArchiveFormat, tagged, cancellationToken),
            Fingerprint = fingerprint,
            Result = PublishedOutputs.Describe(request, built.Image, upToDate: false),
        };
    }

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
