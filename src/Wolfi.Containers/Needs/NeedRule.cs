using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>One line of the table of needs that no file names: the runtime opens them by itself.</summary>
internal sealed record NeedRule
{
    /// <summary>The need's key.</summary>
    public required string Key { get; init; }

    /// <summary>What answers it when the app brings the runtime.</summary>
    public required ImmutableArray<string> SelfContained { get; init; }

    /// <summary>What answers it when the distribution's runtime is used; empty where that package depends on it by itself; null where the need doesn't exist.</summary>
    public required ImmutableArray<string>? FrameworkDependent { get; init; }

    /// <summary>The runtime switch that removes the need when it is true.</summary>
    public string? Unless { get; init; }

    /// <summary>The file whose presence in the app removes the need, by the beginning of its name, where the switch <see cref="OwnCopySwitch"/> says that it is used.</summary>
    public string? OwnCopy { get; init; }

    /// <summary>The switch that makes the runtime use the app's own copy.</summary>
    public string? OwnCopySwitch { get; init; }

    /// <summary>Why, for the evidence.</summary>
    public required string Reason { get; init; }
}
