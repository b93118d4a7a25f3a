using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Wolfi.Apk.Caching;

/// <summary>
/// What was derived from packages and would cost time to derive again. Each entry carries a mark under the user's
/// <see cref="DerivedKey"/>; a missing, damaged or foreign entry is derived again, and no fault of the store fails a build.
/// Under a key that is not kept nothing is, as nobody could use it.
/// The layout is <c>derived/KIND/NAME</c> in the cache folder: 32 bytes of mark, then the content.
/// </summary>
public sealed class DerivedStore
{
    /// <summary>Bytes of the mark that an entry begins with; its content follows.</summary>
    internal const int MarkSize = 32;

    private readonly string _cacheFolder;
    private readonly DerivedKey _key;
    private long _added;
    private bool _checked;
    private bool _readOnly;

    /// <summary>Makes the store; nothing is read or written yet.</summary>
    /// <param name="cacheFolder">Absolute path of the cache folder.</param>
    /// <param name="key">The user's key.</param>
    public DerivedStore(string cacheFolder, DerivedKey key)
    {
        ArgumentException.ThrowIfNullOrEmpty(cacheFolder);
        ArgumentNullException.ThrowIfNull(key);
        _cacheFolder = cacheFolder;
        _key = key;
    }

    /// <summary>The same entries, to which nothing is added.</summary>
    public DerivedStore AsReadOnly() => new(_cacheFolder, _key) { _readOnly = true };

    /// <summary>Folder of all entries in a cache's folder.</summary>
    internal static string FolderIn(string cacheFolder) => Path.Combine(cacheFolder, "derived");

    /// <summary>Whether a folder below it can be a kind.</summary>
    internal static bool IsKind(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || c == '-');

    /// <summary>Whether a file can be an entry.</summary>
    internal static bool IsName(string name) => name.Length > 0 && name.All(char.IsAsciiHexDigitLower);

    /// <summary>The bytes that were added since this was last asked.</summary>
    internal long TakeAdded() => Interlocked.Exchange(ref _added, 0);

    /// <summary>The content of an entry that this user derived; null when there is none.</summary>
    /// <param name="kind">What sort of entry: lower-case letters and dashes.</param>
    /// <param name="name">Name of the entry: a hash in lower-case hexadecimal over all that it is a function of.</param>
    public byte[]? TryRead(string kind, string name) => TryReadEntry(kind, name)?[MarkSize..];

    /// <summary>An entry that this user derived, with the mark that it begins with; null when there is none.</summary>
    /// <inheritdoc cref="TryRead" path="/param"/>
    internal byte[]? TryReadEntry(string kind, string name)
    {
        string path = PathOf(kind, name);
        if (!_key.IsKept || !IsFolderSound() || !File.Exists(path))
        {
            return null;
        }

        if (ReadMarked(kind, name, path) is byte[] entry)
        {
            PackageCache.Touch(path, TimeProvider.System);
            return entry;
        }

        PackageCache.Remove(path);
        return null;
    }

    /// <summary>Whether content of that size would be kept.</summary>
    internal bool CanKeep(int size) => _key.IsKept && size <= Limits.DerivedEntrySize - MarkSize;

    /// <summary>Whether there is an entry of that size. Nothing in it has been checked: it is for being read in parts whose hashes another entry holds.</summary>
    internal bool Has(string kind, string name, int size)
    {
        string path = PathOf(kind, name);
        FileInfo file = new(path);
        if (!_key.IsKept || !IsFolderSound() || !file.Exists || file.Length != MarkSize + size)
        {
            return false;
        }

        PackageCache.Touch(path, TimeProvider.System);
        return true;
    }

    /// <summary>Reads a part of an entry's content without checking the entry's mark: the caller must know the part's hash from an entry whose mark was checked.</summary>
    /// <param name="kind">What sort of entry.</param>
    /// <param name="name">Name of the entry.</param>
    /// <param name="start">Where in the content the part begins.</param>
    /// <param name="part">Filled with it.</param>
    /// <returns>False when the part can't be read.</returns>
    internal bool TryReadPart(string kind, string name, int start, Span<byte> part)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(PathOf(kind, name), share: FileShare.Read | FileShare.Delete);
            return RandomAccess.Read(file, part, MarkSize + start) == part.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Removes an entry that is not what it was.</summary>
    internal void Remove(string kind, string name) => PackageCache.Remove(PathOf(kind, name));

    /// <summary>Keeps an entry. Where it can't be kept, the next build derives it again.</summary>
    public void Write(string kind, string name, ReadOnlySpan<byte> content)
    {
        string path = PathOf(kind, name);
        if (_readOnly || !_key.IsKept || content.Length > Limits.DerivedEntrySize - MarkSize)
        {
            return;
        }

        try
        {
            string temporaryFolder = PackageCache.TemporaryFolder(_cacheFolder);
            foreach (string folder in (string[])[_cacheFolder, temporaryFolder, FolderIn(_cacheFolder), Path.GetDirectoryName(path)!])
            {
                CacheFolder.Prepare(folder);
            }

            using TemporaryEntry temporary = TemporaryEntry.Create(temporaryFolder, $"{kind}-{name}");
            temporary.Stream.Write(_key.Mark(kind, name, content));
            temporary.Stream.Write(content);
            temporary.MoveTo(path);
            Interlocked.Add(ref _added, MarkSize + content.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ApkException)
        {
            // A cache that can't be written to slows the next build and fails none.
        }
    }

    /// <summary>Whether an entry can be read and carries the mark of this user's key.</summary>
    internal bool IsSound(string kind, string name) => ReadMarked(kind, name, PathOf(kind, name)) is not null;

    // A folder that builds refuse is not read from either, nor are its entries noted as used.
    private bool IsFolderSound()
    {
        try
        {
            return _checked || (_checked = CacheFolder.IsThere(_cacheFolder) && CacheFolder.IsThere(FolderIn(_cacheFolder)));
        }
        catch (ApkException)
        {
            return false;
        }
    }

    private byte[]? ReadMarked(string kind, string name, string path)
    {
        try
        {
            if (!CacheFolder.IsOwnFile(path) || new FileInfo(path).Length is < MarkSize or > Limits.DerivedEntrySize)
            {
                return null;
            }

            byte[] entry = File.ReadAllBytes(path);
            return entry.Length >= MarkSize && CryptographicOperations.FixedTimeEquals(entry.AsSpan(0, MarkSize), _key.Mark(kind, name, entry.AsSpan(MarkSize))) ? entry : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Unreadable: derived again.
            return null;
        }
    }

    private string PathOf(string kind, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return IsKind(kind) && IsName(name)
            ? Path.Combine(FolderIn(_cacheFolder), kind, name)
            : throw new ArgumentException("Kinds are lower-case letters and dashes, names lower-case hexadecimal.");
    }
}
