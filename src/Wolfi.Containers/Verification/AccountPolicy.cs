using System.Collections.Immutable;
using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Verification;

/// <summary>What an account of bytes is held to.</summary>
public sealed record AccountPolicy
{
    /// <summary>Keys of the distributions that are trusted; their word for layers, never for images.</summary>
    public required Keyring PackageKeys { get; init; }

    /// <summary>The weakest signature of a package that counts.</summary>
    public SignatureAlgorithm MinimumSignature { get; init; } = SignatureAlgorithm.Rsa256;

    /// <summary>Names of variables that may load or redirect code or trust.</summary>
    public ImmutableHashSet<string> AllowedEnvironment { get; init; } = [];

    /// <summary>What the project may have added by hand, by <see cref="DeclaredThing.Name"/>.</summary>
    public ImmutableHashSet<string> AllowedDeclared { get; init; } = [];
}
