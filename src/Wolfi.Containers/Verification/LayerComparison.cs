using System.Collections.Immutable;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Verification;

/// <summary>Compares a layer that we write with what is computed for it.</summary>
internal static class LayerComparison
{
    /// <summary>The first difference, as the end of a sentence; null when the uncompressed bytes are the same.</summary>
    public static string? Find(ReadLayer layer, ImmutableArray<LayerEntry> computed, CancellationToken cancellationToken)
    {
        WrittenLayer written = LayerWriter.Write(computed, Stream.Null, cancellationToken);
        if (written.DiffId == layer.DiffId)
        {
            return null;
        }

        Dictionary<string, LayerEntry> expected = computed.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ReadLayer.Entry entry in layer.Entries)
        {
            string path = entry.Item.Path;
            if (!seen.Add(path))
            {
                return $"/{path} is there twice";
            }

            if (!expected.TryGetValue(path, out LayerEntry? planned))
            {
                return $"nobody accounts for /{path}";
            }

            if (Difference(entry, planned) is { } difference)
            {
                return $"/{path} has {difference}";
            }
        }

        return computed.FirstOrDefault(entry => !seen.Contains(entry.Path)) is { } missing ? $"/{missing.Path} is missing"
            : !layer.Entries.Select(entry => entry.Item.Path).SequenceEqual(computed.Select(entry => entry.Path), StringComparer.Ordinal) ? "its entries are in another order"
            : "its tar has other bytes around the files";
    }

    private static string? Difference(ReadLayer.Entry entry, LayerEntry planned)
    {
        LayerItem item = entry.Item;
        return item.Kind != planned.Kind ? "another type"
            : item.Mode != planned.Mode ? $"the mode {FileModes.Octal(item.Mode)} instead of {FileModes.Octal(planned.Mode)}"
            : item.Uid != planned.Uid || item.Gid != planned.Gid ? "another owner"
            : item.ModificationTime != planned.ModificationTime ? "another time"
            : item.Kind == LayerEntryKind.File && !HasContent(planned, entry.Content) ? "other content"
            : null;
    }

    private static bool HasContent(LayerEntry planned, byte[] content)
    {
        if (planned.Size != content.Length)
        {
            return false;
        }

        using Stream stream = planned.OpenContent!();
        byte[] expected = new byte[content.Length];
        return stream.ReadAtLeast(expected, expected.Length, throwOnEndOfStream: false) == expected.Length && expected.AsSpan().SequenceEqual(content);
    }
}
