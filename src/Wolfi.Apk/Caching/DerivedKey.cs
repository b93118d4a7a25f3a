using System.Security.Cryptography;

namespace Wolfi.Apk.Caching;

/// <summary>
/// The user's secret that marks derived entries of the cache as this user's own. It lies outside the cache folder, so whoever
/// can restore or change a cache (a shared CI cache, say) still can't forge what was derived from it.
/// </summary>
public sealed class DerivedKey
{
    private const int Size = 32;

    private readonly byte[] _key;

    private DerivedKey(byte[] key, bool isKept)
    {
        _key = key;
        IsKept = isKept;
    }

    /// <summary>Whether the next process will have the same key.</summary>
    public bool IsKept { get; }

    /// <summary>A key that is forgotten with the process: nothing derived outlives it.</summary>
    public static DerivedKey MakeForThisProcess() => new(RandomNumberGenerator.GetBytes(Size), isKept: false);

    /// <summary>Reads the user's key, or makes it once. Where it can't be kept safely, a key for this process alone is made.</summary>
    /// <param name="file">Absolute path; its folder is made when it is missing.</param>
    public static DerivedKey ReadOrMake(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        try
        {
            CacheFolder.Prepare(Path.GetDirectoryName(file)!);
            return Read(file) ?? Make(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ApkException)
        {
            return MakeForThisProcess();
        }
    }

    /// <summary>The mark of one entry: HMAC-SHA256 over its kind, name and content.</summary>
    internal byte[] Mark(string kind, string name, ReadOnlySpan<byte> content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{kind}\n{name}\n"));
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    private static DerivedKey? Read(string file)
    {
        if (!CacheFolder.IsOwnFile(file))
        {
            return null;
        }

        byte[] key = File.ReadAllBytes(file);
        return key.Length == Size ? new DerivedKey(key, isKept: true) : null;
    }

    // Of two builds that make it at once, one wins, and the other reads the winner's.
    private static DerivedKey Make(string file)
    {
        using (TemporaryEntry temporary = TemporaryEntry.Create(Path.GetDirectoryName(file)!, Path.GetFileName(file)))
        {
            byte[] key = RandomNumberGenerator.GetBytes(Size);
            temporary.Stream.Write(key);
            temporary.MoveTo(file);
        }

        return Read(file) ?? MakeForThisProcess();
    }
}
