using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfi.Containers.Publishing;

/// <summary>What the last build left, as the fingerprint file beside the layout tells it.</summary>
internal sealed record PublishRecord
{
    private const int MaximumSize = 1024 * 1024;

    /// <summary>Hash over the inputs.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Digest of the manifest in the layout.</summary>
    public required string Digest { get; init; }

    /// <summary>File names of the app's packages beside the layout.</summary>
    public required ImmutableArray<string> Packages { get; init; }

    /// <summary>Bytes of the archive, or null where none was asked for.</summary>
    public long? ArchiveSize { get; init; }

    /// <summary>The documents about the image that are files beside the layout.</summary>
    public required ImmutableArray<PublishedDocument> Documents { get; init; }

    /// <summary>Digests of the manifests that are attached to the image, in their order.</summary>
    public required ImmutableArray<string> Attachments { get; init; }

    /// <summary>The image's own documents, where no layout has them.</summary>
    public ImageTexts? Texts { get; init; }

    /// <summary>Whether the image was made while its app was still being published: that of the next build will probably be the right one, too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Foreseen { get; init; }

    /// <summary>Reads the file; null where it is absent or is no such file: then the image is made again.</summary>
    public static PublishRecord? TryRead(string path)
    {
        try
        {
            FileInfo file = new(path);
            return file.Exists && file.Length <= MaximumSize
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), PublishRecordContext.Default.PublishRecord)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, PublishRecordContext.Default.PublishRecord), (byte)'\n'];
}
