namespace Wolfi.Containers.Diagnostics;

/// <summary>The one failure that users see: a coded diagnostic.</summary>
public sealed class WolfiException : Exception
{
    /// <summary>Makes the exception.</summary>
    public WolfiException(Diagnostic diagnostic, Exception? innerException = null)
        : base(diagnostic?.ToString(), innerException) => Diagnostic = diagnostic ?? throw new ArgumentNullException(nameof(diagnostic));

    /// <summary>What happened and what to do.</summary>
    public Diagnostic Diagnostic { get; }
}
