using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Verification;

/// <summary>The repositories of an image with the keys that it holds for them. The image's word makes no key one to trust: that the policy does.</summary>
internal static class ImageKeys
{
    private const string Folder = "etc/apk/keys/";

    /// <summary>The repositories in order; each key that is missing, damaged, or not one of the policy's is a finding.</summary>
    public static ImmutableArray<PackageRepository> Read(RecordedBuild record, ReadLayer state, AccountPolicy policy, List<Diagnostic> findings)
    {
        Dictionary<string, PublicKey> keys = new(StringComparer.Ordinal);
        foreach (RecordedRepository.Key key in record.Repositories.SelectMany(repository => repository.IndexKeys.Concat(repository.PackageKeys)).Distinct())
        {
            if (Read(key, state) is { } read)
            {
                keys[key.Name] = read;
            }

            if (FaultOf(key, keys.GetValueOrDefault(key.Name), policy) is { } fault)
            {
                findings.Add(fault);
            }
        }

        return [.. record.Repositories.Select((repository, place) => new PackageRepository
        {
            Location = repository.Url ?? $"/repositories/{place}",
            CanonicalUrl = repository.Url,
            Tag = repository.Tag,
            PackagePatterns = repository.PackagePatterns,
            IndexKeys = Ring(repository.IndexKeys),
            PackageKeys = Ring(repository.PackageKeys),
        })];

        Keyring Ring(ImmutableArray<RecordedRepository.Key> names) => Keyring.Create(names.Select(key => keys.GetValueOrDefault(key.Name)).OfType<PublicKey>());
    }

    private static PublicKey? Read(RecordedRepository.Key key, ReadLayer state)
    {
        try
        {
            return state.Find(Folder + key.Name) is { } pem ? PublicKey.Parse(key.Name, Encoding.UTF8.GetString(pem)) : null;
        }
        catch (ApkException)
        {
            return null;
        }
    }

    private static Diagnostic? FaultOf(RecordedRepository.Key key, PublicKey? found, AccountPolicy policy)
    {
        PublicKey? known = policy.PackageKeys.Keys.FirstOrDefault(named => named.Fingerprint == key.Sha256);
        return known is null || known.Name != key.Name ? AccountErrors.ForeignKey.Create(key.Name, $"sha256 {key.Sha256}")
            : found is null ? AccountErrors.ForeignKey.Create(key.Name, "etc/apk/keys has no file that is this key and nothing else")
            : found.Fingerprint != key.Sha256 ? AccountErrors.ForeignKey.Create(key.Name, $"its file has sha256 {found.Fingerprint}")
            : Lines(found.Pem).SequenceEqual(Lines(known.Pem), StringComparer.Ordinal) ? null
            : AccountErrors.ForeignKey.Create(key.Name, "its file holds more than the key");
    }

    private static IEnumerable<string> Lines(string pem) => pem.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
