namespace Wolfi.Containers.Smoke;

/// <summary>Why an app fails in its image, as far as its own words tell.</summary>
/// <param name="Need">The need that is missing, or null where something else is wrong.</param>
/// <param name="Cause">What is missing or wrong.</param>
/// <param name="Answer">What to do about it.</param>
/// <param name="Line">The line that tells it.</param>
public sealed record SmokeReason(string? Need, string Cause, string Answer, string Line);
