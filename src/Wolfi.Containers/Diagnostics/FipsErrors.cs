namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI7200 and 7201: the mode in which only approved algorithms count.</summary>
public static class FipsErrors
{
    /// <summary>A setting that lets in what the mode keeps out.</summary>
    public static DiagnosticDescriptor Contradicted { get; } = Error("WOLFI7200", "Against FIPS mode",
        "FIPS mode is on, and {0} contradicts it: {1}.", "Remove one of the two; docs/signing.md says what the mode demands.");

    /// <summary>A key that is too short.</summary>
    public static DiagnosticDescriptor WeakKey { get; } = Error("WOLFI7201", "Key too short for FIPS mode",
        "FIPS mode is on, and the RSA key '{0}' has {1} bits; at least {2} are demanded.", "Use a repository or key with more bits.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
