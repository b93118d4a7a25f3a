using System.Collections.Immutable;
using System.Text.Json;

namespace Wolfi.Containers.Publishing;

/// <summary>What the last build pushed, with everything that belongs to it, as a file beside the layout tells it.</summary>
internal sealed record PushedRecord
{
    /// <summary>Name of the file beside the layout.</summary>
    public const string FileName = "pushed.json";

    private const int MaximumSize = 1024 * 1024;

    /// <summary>Registry, repository and digest.</summary>
    public required string Reference { get; init; }

    /// <summary>The tags.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>Digests of the manifests that are attached.</summary>
    public required ImmutableArray<string> Attachments { get; init; }

    /// <summary>Whether the file tells the same.</summary>
    public bool IsIn(string path)
    {
        try
        {
            FileInfo file = new(path);
            PushedRecord? last = file.Exists && file.Length <= MaximumSize ? JsonSerializer.Deserialize(File.ReadAllBytes(path), PublishRecordContext.Default.PushedRecord) : null;
            return last is not null && last.Reference == Reference && last.Tags.SequenceEqual(Tags, StringComparer.Ordinal) && last.Attachments.SequenceEqual(Attachments, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, PublishRecordContext.Default.PushedRecord), (byte)'\n'];
}
