namespace Wolfi.Containers.Publishing;

/// <summary>Numbers of bytes as people read them.</summary>
public static class ByteSizes
{
    /// <summary><c>512 B</c>, <c>1.4 kB</c>, <c>27.9 MB</c>; powers of ten.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1_000 => FormattableString.Invariant($"{bytes} B"),
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e6:F1} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e9:F1} GB"),
    };
}
