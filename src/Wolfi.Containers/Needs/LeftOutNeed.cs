namespace Wolfi.Containers.Needs;

/// <summary>A library that a file names and that was left out of the needs on purpose.</summary>
/// <param name="File">The published file.</param>
/// <param name="Library">The library that it names.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record LeftOutNeed(string File, string Library, string Reason);
