using System.Collections.Immutable;

namespace Wolfi.Oci.Registries;

/// <summary>How long the client waits and how often it tries again.</summary>
public sealed record RegistryTiming
{
    /// <summary>What production uses.</summary>
    public static RegistryTiming Default { get; } = new();

    /// <summary>Until a connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Until the head of an answer is there, once the request is sent.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same where the registry has a whole blob to digest and store first.</summary>
    public TimeSpan Commit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two pieces of a body, sent or received.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a document as a whole: a slow drip ends here.</summary>
    public TimeSpan Document { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The pauses between tries; their count bounds the tries, and their sum is what a registry may be gone for.</summary>
    public ImmutableArray<TimeSpan> Pauses { get; init; } =
    [
        TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12),
    ];

    /// <summary>The longest pause that a registry may ask for; one that asks for more is not asked again.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a list of referrers that nobody locks must stand before it counts as written, at least: a registry that takes longer to answer gets longer.</summary>
    public TimeSpan LeastSettle { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest that such a list is waited for at once.</summary>
    public TimeSpan MostSettle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The pause between tries where others replace the list too.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMilliseconds(100);
}
