using System.Collections.Immutable;

namespace Wolfi.Containers.Diagnostics;

/// <summary>Collects diagnostics, so that one run tells all of them.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];

    public bool HasErrors => _diagnostics.Exists(diagnostic => diagnostic.Descriptor.Severity == Severity.Error);

    public void Add(DiagnosticDescriptor descriptor, params object[] arguments) => Add(descriptor.Create(arguments));

    public void Add(Diagnostic diagnostic)
    {
        if (!_diagnostics.Contains(diagnostic))
        {
            _diagnostics.Add(diagnostic);
        }
    }

    /// <summary>All of them, in the order in which they were added.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() => [.. _diagnostics];
}
