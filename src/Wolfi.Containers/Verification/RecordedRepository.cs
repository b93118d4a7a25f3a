using System.Collections.Immutable;

namespace Wolfi.Containers.Verification;

/// <summary>A repository as an image records it.</summary>
/// <param name="Url">Canonical URL; null for a folder without one.</param>
/// <param name="Tag">Tag for pinned packages; null for none.</param>
/// <param name="IndexKeys">Keys that may sign its index.</param>
/// <param name="PackageKeys">Keys that may sign its packages.</param>
/// <param name="PackagePatterns">The packages that its rules let it provide; empty for all, and in images that were made before rules were recorded.</param>
internal sealed record RecordedRepository(
    string? Url, string? Tag, ImmutableArray<RecordedRepository.Key> IndexKeys, ImmutableArray<RecordedRepository.Key> PackageKeys, ImmutableArray<string> PackagePatterns)
{
    /// <summary>A key's name and the SHA-256 of its public key info.</summary>
    public readonly record struct Key(string Name, string Sha256);
}
