using System.Collections.Immutable;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Registries;

/// <summary>What a push did.</summary>
public sealed record PushResult
{
    /// <summary>The image by its digest.</summary>
    public required ImageReference Reference { get; init; }

    /// <summary>The tags that name it now.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>Signatures and other attachments.</summary>
    public int Attachments { get; init; }

    /// <summary>Blobs of the image and its attachments.</summary>
    public int Blobs { get; init; }

    /// <summary>Blobs that were sent; the registry had the others.</summary>
    public int PushedBlobs { get; init; }

    /// <summary>Bytes of the blobs that were sent.</summary>
    public long PushedBytes { get; init; }

    /// <summary>Blobs that the registry took from another of its repositories.</summary>
    public int MountedBlobs { get; init; }
}
