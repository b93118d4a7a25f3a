namespace Wolfi.Containers.Evidence;

/// <summary>The states' names in documents.</summary>
public static class TraceStateNames
{
    private static readonly (TraceState State, string Name)[] s_names =
    [
        (TraceState.Unknown, "unknown"),
        (TraceState.Own, "own"),
        (TraceState.Copied, "copied"),
        (TraceState.Derived, "derived"),
        (TraceState.Modified, "modified"),
        (TraceState.Unverified, "unverified"),
    ];

    /// <summary>A state's name.</summary>
    public static string Name(this TraceState state) => s_names.First(pair => pair.State == state).Name;

    /// <summary>The state with a name; null for any other text.</summary>
    public static TraceState? Find(string? name) => s_names.Where(pair => pair.Name == name).Select(pair => (TraceState?)pair.State).FirstOrDefault();
}
