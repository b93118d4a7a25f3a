using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Locking;

/// <summary>
/// Remembers for which packages a signed index has vouched, so that locked builds of packages without signatures of their own need not
/// read the index each time. An entry is a derived one of the cache: it counts only with the mark of this user's key.
/// </summary>
public sealed class VouchedPackages(DerivedStore store)
{
    private const string Kind = "vouched";

    /// <summary>Remembers that an index named the package.</summary>
    /// <param name="repository">The repository whose index it is.</param>
    /// <param name="verifiedBy">Names of the keys that signed it (<see cref="PackageIndex.VerifiedBy"/>).</param>
    /// <param name="package">The package, found equal to its record.</param>
    public void Add(PackageRepository repository, ImmutableArray<string> verifiedBy, ApkPackage package)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(package);
        foreach (PublicKey key in verifiedBy.Select(repository.IndexKeys.Find).OfType<PublicKey>())
        {
            store.Write(Kind, EntryName(key, repository.MinimumSignature, package), [1]);
        }
    }

    /// <summary>Whether an index signed by one of the repository's keys, as strongly as is demanded, has named the package.</summary>
    public bool Contains(PackageRepository repository, ApkPackage package)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(package);
        return repository.IndexKeys.Keys.Any(key => store.TryRead(Kind, EntryName(key, repository.MinimumSignature, package)) is not null);
    }

    private static string EntryName(PublicKey key, SignatureAlgorithm minimum, ApkPackage package)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"1\n{key.Fingerprint}\n{minimum}\n{package.Checksum}\n{package.FileSize}\n{package.FileSha256}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
