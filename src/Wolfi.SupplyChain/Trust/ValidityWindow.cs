namespace Wolfi.SupplyChain.Trust;

/// <summary>When something is trusted; both ends belong to it.</summary>
/// <param name="Start">The first moment; null where there was none before.</param>
/// <param name="End">The last moment; null where it still is.</param>
public readonly record struct ValidityWindow(DateTimeOffset? Start, DateTimeOffset? End)
{
    /// <summary>Whether a moment is within.</summary>
    /// <param name="time">The moment.</param>
    public bool Contains(DateTimeOffset time) => !(time < Start) && !(time > End);
}
