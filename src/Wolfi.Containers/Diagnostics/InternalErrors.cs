namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI9xxx: faults of this product itself.</summary>
public static class InternalErrors
{
    /// <summary>Anything that nobody foresaw.</summary>
    public static DiagnosticDescriptor Unexpected { get; } = new("WOLFI9001", Severity.Error, "Unexpected failure",
        "{0}: {1}", "This is a fault of Wolfi.Containers.Sdk: please report it with the detailed log (-v:detailed).");
}
