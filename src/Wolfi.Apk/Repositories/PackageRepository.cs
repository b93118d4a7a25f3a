using System.Collections.Immutable;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Repositories;

/// <summary>One place that packages come from, and what is demanded of it.</summary>
public sealed record PackageRepository
{
    /// <summary>URL (https, http, file) or absolute folder that holds <c>ARCH/APKINDEX.tar.gz</c>. May carry user info: print <see cref="ToString"/>.</summary>
    public required string Location { get; init; }

    /// <summary>The URL that images and lock files name instead of the location; null when there is none.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>Tag for pinned packages (<c>name@tag</c>); null for an ordinary repository.</summary>
    public string? Tag { get; init; }

    /// <summary>Name patterns (<c>acme-*</c>) that this repository may provide; empty for all.</summary>
    public ImmutableArray<string> PackagePatterns { get; init; } = [];

    /// <summary>Keys that may sign the index.</summary>
    public Keyring IndexKeys { get; init; } = Keyring.Empty;

    /// <summary>Keys that may sign packages.</summary>
    public Keyring PackageKeys { get; init; } = Keyring.Empty;

    /// <summary>What is demanded of the packages' own signatures.</summary>
    public PackageSignatures Signatures { get; init; }

    /// <summary>The weakest signature algorithm that counts.</summary>
    public SignatureAlgorithm MinimumSignature { get; init; } = SignatureAlgorithm.Rsa256;

    /// <summary>Files of packages that may have capabilities of their own, each as <c>PACKAGE:/path</c>: <see cref="Packages.FileCapabilities"/>.</summary>
    public ImmutableArray<string> AllowedCapabilities { get; init; } = [];

    /// <summary>Whether plain http is allowed.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Whether an unsigned index is accepted. Nothing from such a repository is verified.</summary>
    public bool AllowUntrustedIndexUnsafe { get; init; }

    /// <summary>Whether the repository's rules cover the package: it may provide it, and nothing that belongs to others.</summary>
    public bool Covers(string package) => Solving.PackagePatterns.Closeness(PackagePatterns, package) >= 0;

    /// <summary>The location without user info: fit for messages.</summary>
    public override string ToString() => RepositoryLocation.Redact(Location);
}
