using System.Collections.Immutable;

namespace Wolfi.Oci.Registries;

/// <summary>What a token server is asked.</summary>
/// <param name="Realm">Its address, which the policy passed.</param>
/// <param name="Service">The service that the registry named; null for none.</param>
/// <param name="Scopes">The scopes.</param>
/// <param name="Credential">Who asks; null for nobody.</param>
internal sealed record TokenQuestion(Uri Realm, string? Service, ImmutableSortedSet<string> Scopes, RegistryCredential? Credential);
