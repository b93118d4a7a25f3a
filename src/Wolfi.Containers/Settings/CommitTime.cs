namespace Wolfi.Containers.Settings;

/// <summary>What is known about the time of the commit that a project is built from.</summary>
/// <param name="Seconds">Seconds since 1970; null when unknown.</param>
/// <param name="Problem">Why there is a repository but no time; null when there is none, or when the time is known.</param>
public sealed record CommitTime(long? Seconds, string? Problem)
{
    /// <summary>The project lies in no repository.</summary>
    public static CommitTime NoRepository { get; } = new(null, null);
}
