using System.Collections.Immutable;

namespace Wolfi.Containers.Sigstore;

/// <summary>How long services of Sigstore are waited for, and how often they are asked again.</summary>
internal sealed record ServiceTiming
{
    /// <summary>What production uses.</summary>
    public static ServiceTiming Default { get; } = new();

    /// <summary>Until a connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For one whole answer: a log of version 2 takes ten seconds for an entry by itself.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The pauses between tries; their count bounds the tries.</summary>
    public ImmutableArray<TimeSpan> Pauses { get; init; } = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)];

    /// <summary>The longest pause that a service may ask for; one that asks for more is not asked again.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(30);
}
