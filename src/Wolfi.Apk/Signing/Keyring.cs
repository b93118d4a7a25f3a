using System.Collections.Immutable;

namespace Wolfi.Apk.Signing;

/// <summary>A set of public keys by name.</summary>
public sealed class Keyring
{
    private readonly ImmutableSortedDictionary<string, PublicKey> _keys;

    private Keyring(ImmutableSortedDictionary<string, PublicKey> keys) => _keys = keys;

    /// <summary>No keys: verifies nothing.</summary>
    public static Keyring Empty { get; } = new(ImmutableSortedDictionary.Create<string, PublicKey>(StringComparer.Ordinal));

    /// <summary>The keys, ordered by name.</summary>
    public IEnumerable<PublicKey> Keys => _keys.Values;

    /// <summary>Makes a keyring; two different keys of one name are an error.</summary>
    /// <exception cref="ApkException">Two keys share a name and differ.</exception>
    public static Keyring Create(params IEnumerable<PublicKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ImmutableSortedDictionary<string, PublicKey>.Builder builder = Empty._keys.ToBuilder();
        foreach (PublicKey key in keys)
        {
            if (builder.TryGetValue(key.Name, out PublicKey? other) && other.Fingerprint != key.Fingerprint)
            {
                throw new ApkException(ApkFault.MalformedKey, $"Two different keys are named '{key.Name}'.");
            }

            builder[key.Name] = key;
        }

        return new Keyring(builder.ToImmutable());
    }

    /// <summary>The key of that name, or null.</summary>
    public PublicKey? Find(string name) => _keys.GetValueOrDefault(name);
}
