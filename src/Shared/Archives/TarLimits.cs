namespace Wolfi.Archives;

/// <summary>Bounds on what a tar stream may hold.</summary>
/// <param name="Entries">The most entries.</param>
/// <param name="PathBytes">The longest path and link target.</param>
/// <param name="PaxBytes">The longest extended header of one entry.</param>
internal sealed record TarLimits(int Entries, int PathBytes = 4096, int PaxBytes = 1 << 20);
