namespace Wolfi.Apk.Repositories;

/// <summary>How long the client waits and how often it tries again.</summary>
internal sealed record HttpPolicy
{
    /// <summary>What production uses.</summary>
    public static HttpPolicy Default { get; } = new();

    /// <summary>Until the answer's headers are there.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two pieces of the answer's body.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For one try as a whole: a slow drip ends here.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The pauses between tries; their count bounds the tries.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    /// <summary>The longest pause that a server may ask for; one that asks for more is not asked again.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Redirects of one request.</summary>
    public int Redirects { get; init; } = 5;
}
