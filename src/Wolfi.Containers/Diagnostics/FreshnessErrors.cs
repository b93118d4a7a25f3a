namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI205x: how new indexes are, and whether they may be fetched.</summary>
public static class FreshnessErrors
{
    /// <summary>The network is refused, and something is not here.</summary>
    public static DiagnosticDescriptor Offline { get; } = Error("WOLFI2050", "Not here, and offline",
        "{0}", "Build once without WolfiOffline=true, which fills the cache, or name a folder made by 'dotnet wolfi mirror' as WolfiRepository.");

    /// <summary>An index older than one that was seen.</summary>
    public static DiagnosticDescriptor OlderIndex { get; } = Error("WOLFI2051", "Older index",
        "The index of {0} for {1} is older than the one that the lock file remembers: its newest package was built at {2}, and that of the other at {3}.",
        "Somebody may be replaying an old index, or a mirror lags behind. If you want it, name the packages that may become older: --allow-downgrade NAME, or -p:WolfiAllowDowngrade=NAME.");

    /// <summary>An index that nobody has renewed for long.</summary>
    public static DiagnosticDescriptor IndexTooOld { get; } = Error("WOLFI2052", "Index too old",
        "The newest package in the index of {0} for {1} was built at {2}: {3} ago, and WolfiMaxIndexAge allows {4}.",
        "Somebody may be holding back newer packages, or a mirror lags behind. Use another mirror, or raise WolfiMaxIndexAge.");

    /// <summary>The clock is behind an index.</summary>
    public static DiagnosticDescriptor ClockBehind { get; } = Error("WOLFI2053", "Clock behind",
        "This machine's clock says {0}, and the index of {1} for {2} has a package that was built at {3}: WolfiMaxIndexAge can't be judged.",
        "Set the clock. Nothing but WolfiMaxIndexAge depends on it.");

    /// <summary>An index without times.</summary>
    public static DiagnosticDescriptor NoBuildTimes { get; } = Error("WOLFI2054", "Index without build times",
        "No package in the index of {0} for {1} says when it was built: WolfiMaxIndexAge can't be judged.", "Leave WolfiMaxIndexAge out for this repository.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
