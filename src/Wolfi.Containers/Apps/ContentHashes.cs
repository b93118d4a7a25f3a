using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Wolfi.Containers.Apps;

/// <summary>SHA-256 of files' contents; each file is read once, however often one build asks.</summary>
public sealed class ContentHashes
{
    private const string Missing = "missing";

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The hash in lower-case hexadecimal, or another text for a file that is not there: that has its own error where it is used.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    internal string Of(string path) => _known.GetOrAdd(path, HashOf);

    /// <summary>The hash of a file that is there.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    internal string? TryGet(PublishedFile file) => Of(file.FullPath) is var hash && hash != Missing ? hash : null;

    /// <summary>The hash of one file, or another text for one that is not there.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    internal static string HashOf(string path)
    {
        if (!File.Exists(path))
        {
            return Missing;
        }

        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
