using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Wolfi.TestRegistry;

/// <summary>What a registry holds: blobs, manifests and tags of repositories.</summary>
public sealed class RegistryContent
{
    private readonly ConcurrentDictionary<(string Repository, string Digest), byte[]> _blobs = new();
    private readonly ConcurrentDictionary<(string Repository, string Digest), StoredManifest> _manifests = new();
    private readonly ConcurrentDictionary<(string Repository, string Tag), string> _tags = new();

    /// <summary>How often each blob was stored by an upload.</summary>
    public ConcurrentDictionary<string, int> Uploads { get; } = new();

    /// <summary>The digest of bytes.</summary>
    public static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A blob; null where there is none.</summary>
    public byte[]? Blob(string repository, string digest) => _blobs.GetValueOrDefault((repository, digest));

    /// <summary>Stores a blob, under its digest or another.</summary>
    public string PutBlob(string repository, byte[] bytes, string? digest = null)
    {
        digest ??= DigestOf(bytes);
        _blobs[(repository, digest)] = bytes;
        return digest;
    }

    /// <summary>A manifest by tag or digest; null where there is none.</summary>
    public StoredManifest? Manifest(string repository, string reference) =>
        _manifests.GetValueOrDefault((repository, _tags.GetValueOrDefault((repository, reference), reference)));

    /// <summary>The digest that a tag names; null without.</summary>
    public string? Tag(string repository, string tag) => _tags.GetValueOrDefault((repository, tag));

    /// <summary>The tags of a repository.</summary>
    public IReadOnlyList<string> Tags(string repository) => [.. _tags.Keys.Where(key => key.Repository == repository).Select(key => key.Tag).Order(StringComparer.Ordinal)];

    /// <summary>The manifests of a repository.</summary>
    public IReadOnlyList<StoredManifest> Manifests(string repository) => [.. _manifests.Where(entry => entry.Key.Repository == repository).OrderBy(entry => entry.Key.Digest, StringComparer.Ordinal).Select(entry => entry.Value)];

    /// <summary>Stores a manifest.</summary>
    public string PutManifest(string repository, StoredManifest manifest, string? tag = null)
    {
        string digest = DigestOf(manifest.Bytes);
        _manifests[(repository, digest)] = manifest;
        if (tag is not null)
        {
            _tags[(repository, tag)] = digest;
        }

        return digest;
    }
}
