using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Locking;

/// <summary>
/// Remembers which signed indexes have vouched for which packages, and keeps these indexes, so that locked builds of packages without signatures
/// of their own need not fetch the index each time. Entries are derived ones of the cache: they count only with the mark of this user's key.
/// </summary>
public sealed class VouchedPackages(DerivedStore store)
{
    private const string PackageKind = "vouched";
    private const string IndexKind = "vouching-index";
    private const int RememberedIndexes = 8;

    /// <summary>Remembers that an index named packages, and keeps the index.</summary>
    /// <param name="repository">The repository whose index it is.</param>
    /// <param name="index">The index, whose signature verified.</param>
    /// <param name="packages">The packages, each found equal to its record.</param>
    public void Add(PackageRepository repository, PackageIndex index, IEnumerable<ApkPackage> packages)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(packages);
        PublicKey[] keys = [.. index.VerifiedBy.Select(repository.IndexKeys.Find).OfType<PublicKey>()];
        if (keys.Length == 0)
        {
            return;
        }

        // First the index: what is remembered of it is of use only while it is there.
        store.Write(IndexKind, index.Sha256, index.Stored.Span);
        foreach (ApkPackage package in packages)
        {
            foreach (PublicKey key in keys)
            {
                string name = EntryName(key, repository.MinimumSignature, package);
                IEnumerable<string> indexes = Indexes(name).Where(known => known != index.Sha256).Prepend(index.Sha256).Take(RememberedIndexes);
                store.Write(PackageKind, name, Encoding.ASCII.GetBytes(string.Join('\n', indexes)));
            }
        }
    }

    /// <summary>An index, signed by one of the repository's keys as strongly as is demanded, that has named all these packages and is still kept; null when there is none.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="packages">The packages.</param>
    /// <param name="preferred">SHA-256 of the index that is taken before any other, so that the choice does not depend on what other projects did; null for none.</param>
    public VouchingIndex? Find(PackageRepository repository, IEnumerable<ApkPackage> packages, string? preferred)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(packages);
        string[]? common = null;
        foreach (ApkPackage package in packages)
        {
            string[] indexes = [.. repository.IndexKeys.Keys.SelectMany(key => Indexes(EntryName(key, repository.MinimumSignature, package))).Distinct(StringComparer.Ordinal)];
            common = common is null ? indexes : [.. common.Intersect(indexes, StringComparer.Ordinal)];
        }

        foreach (string sha256 in (common ?? []).OrderByDescending(known => known == preferred))
        {
            if (store.TryRead(IndexKind, sha256) is { } stored && Convert.ToHexStringLower(SHA256.HashData(stored)) == sha256)
            {
                return new VouchingIndex(repository, sha256, stored);
            }
        }

        return null;
    }

    private string[] Indexes(string name) =>
        store.TryRead(PackageKind, name) is { } content ? [.. Encoding.ASCII.GetString(content).Split('\n').Where(LockValues.IsSha256)] : [];

    private static string EntryName(PublicKey key, SignatureAlgorithm minimum, ApkPackage package)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"2\n{key.Fingerprint}\n{minimum}\n{package.Checksum}\n{package.FileSize}\n{package.FileSha256}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
