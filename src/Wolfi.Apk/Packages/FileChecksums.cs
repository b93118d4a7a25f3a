using System.Security.Cryptography;

namespace Wolfi.Apk.Packages;

/// <summary>The checksum that apk keeps of each file, which other formats ask for, too. It tells files apart and proves nothing.</summary>
public static class FileChecksums
{
    /// <summary>Begins a SHA-1.</summary>
    public static IncrementalHash Begin() => IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
}
