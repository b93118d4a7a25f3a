using System.Formats.Tar;
using System.IO.Compression;
using Wolfi.Oci.Layouts;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>What the layers of a published image hold.</summary>
internal static class LayerContents
{
    /// <summary>The layers' tar streams.</summary>
    public static IEnumerable<byte[]> Of(string layout)
    {
        foreach (var layer in OciLayout.Open(layout).ReadImage("latest", null, CancellationToken.None).Layers)
        {
            using Stream blob = layer.Blob.Open();
            using GZipStream inflated = new(blob, CompressionMode.Decompress);
            using MemoryStream content = new();
            inflated.CopyTo(content);
            yield return content.ToArray();
        }
    }

    /// <summary>The paths of all entries.</summary>
    public static string[] Paths(string layout)
    {
        List<string> paths = [];
        foreach (byte[] layer in Of(layout))
        {
            using TarReader reader = new(new MemoryStream(layer));
            while (reader.GetNextEntry() is { } entry)
            {
                paths.Add(entry.Name.TrimEnd('/'));
            }
        }

        return [.. paths];
    }
}
