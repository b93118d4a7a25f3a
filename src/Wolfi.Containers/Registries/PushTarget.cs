using System.Collections.Immutable;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Registries;

/// <summary>Where an image goes.</summary>
/// <param name="Repository">Registry and repository; tag and digest don't count.</param>
/// <param name="Tags">The tags that name it then; none leaves it to its digest.</param>
public sealed record PushTarget(ImageReference Repository, ImmutableArray<string> Tags)
{
    /// <summary>Repositories of the same registry that may have some of its layers.</summary>
    public ImmutableArray<string> MountFrom { get; init; } = [];
}
