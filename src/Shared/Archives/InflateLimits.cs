namespace Wolfi.Archives;

/// <summary>Bounds on what a gzip member may inflate to.</summary>
/// <param name="Bytes">The most bytes of content.</param>
/// <param name="Ratio">The most bytes of content for each compressed byte, once <paramref name="RatioFloor"/> is passed.</param>
/// <param name="RatioFloor">Content up to this size may have any ratio.</param>
internal sealed record InflateLimits(long Bytes, int Ratio = 250, long RatioFloor = 1 << 20);
