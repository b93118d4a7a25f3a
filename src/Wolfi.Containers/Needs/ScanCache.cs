using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Needs;

/// <summary>
/// Remembers what files said, by their content: the files of a package or of the runtime pack together, since they change together. Entries are the
/// user's own (<see cref="DerivedStore"/>); a file whose content was seen before is not read again.
/// </summary>
/// <param name="store">Where scans are kept.</param>
/// <param name="hashes">The files' contents, as this build has hashed them.</param>
public sealed class ScanCache(DerivedStore store, ContentHashes hashes)
{
    private const string Kind = "scan";

    /// <summary>The scans of some files, remembered or made by <paramref name="scan"/> and then remembered.</summary>
    internal FileScan[] Scan(PublishedApp app, ImmutableArray<PublishedFile> files, Func<FileScan[]> scan)
    {
        if (NameOf(app, files) is not { } name)
        {
            return scan();
        }

        if (store.TryRead(Kind, name) is { } kept && TryParse(kept) is { } known && known.Length == files.Length)
        {
            return known;
        }

        FileScan[] made = scan();
        store.Write(Kind, name, JsonSerializer.SerializeToUtf8Bytes(made, FileScanContext.Default.FileScanArray));
        return made;
    }

    private static FileScan[]? TryParse(byte[] kept)
    {
        try
        {
            return JsonSerializer.Deserialize(kept, FileScanContext.Default.FileScanArray);
        }
        catch (JsonException)
        {
            // Of another version's form: scanned again.
            return null;
        }
    }

    // All that scans are a function of. Null where a file can't be hashed: scanning tells why.
    private string? NameOf(PublishedApp app, ImmutableArray<PublishedFile> files)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{typeof(ScanCache).Assembly.ManifestModule.ModuleVersionId} {app.NativeAot} {app.SingleFile} {app.SelfContained}");
        foreach (PublishedFile file in files)
        {
            if (hashes.TryGet(file) is not { } hash)
            {
                return null;
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"{file.RelativePath}\n{file.Source}\n{hash}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
