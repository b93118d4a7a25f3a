namespace Wolfi.Apk.Signing;

/// <summary>A set of public keys by name.</summary>
public sealed class Keyring
{
    private readonly PublicKey[] _keys;

    private Keyring(PublicKey[] keys) => _keys = keys;

    /// <summary>No keys: verifies nothing.</summary>
    public static Keyring Empty { get; } = new([]);

    /// <summary>The keys, ordered by name.</summary>
    public IEnumerable<PublicKey> Keys => _keys;

    /// <summary>Makes a keyring; two different keys of one name are an error.</summary>
    /// <exception cref="ApkException">Two keys share a name and differ.</exception>
    public static Keyring Create(params IEnumerable<PublicKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        List<PublicKey> ring = [];
        foreach (PublicKey key in keys)
        {
            int known = ring.FindIndex(other => string.Equals(other.Name, key.Name, StringComparison.Ordinal));
            if (known < 0)
            {
                ring.Add(key);
                continue;
            }

            if (ring[known].Fingerprint != key.Fingerprint)
            {
                throw new ApkException(ApkFault.MalformedKey, $"Two different keys are named '{key.Name}'.");
            }

            ring[known] = key;
        }

        ring.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new Keyring([.. ring]);
    }

    /// <summary>The key of that name, or null.</summary>
    public PublicKey? Find(string name) => Array.Find(_keys, key => string.Equals(key.Name, name, StringComparison.Ordinal));
}
