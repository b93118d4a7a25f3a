using System.Collections.Immutable;

namespace Wolfi.Oci.Registries;

/// <summary>What a request wants to do with which repository, in the words of token servers.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Push">Whether it writes.</param>
internal sealed record AccessScope(string Repository, bool Push)
{
    /// <summary>Another repository of the registry that it also reads, to mount a blob; null for none.</summary>
    public string? MountFrom { get; init; }

    /// <summary>The scopes to ask a token server for.</summary>
    public ImmutableArray<string> Names => MountFrom is null ? [Own] : [Own, $"repository:{MountFrom}:pull"];

    private string Own => $"repository:{Repository}:{(Push ? "pull,push" : "pull")}";

    /// <summary>For messages.</summary>
    public override string ToString() => string.Join(' ', Names);
}
