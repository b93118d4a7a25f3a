namespace Wolfi.Apk.Solving;

/// <summary>Where a name waits for its decision; the first kind is served first.</summary>
internal enum DecisionQueue
{
    /// <summary>Not waiting.</summary>
    None,

    /// <summary>All who depend on it are decided, and there is a single choice.</summary>
    Forced,

    /// <summary>Some candidate may be chosen without being asked for by its own name.</summary>
    Selectable,

    /// <summary>The rest.</summary>
    Undecided,
}
