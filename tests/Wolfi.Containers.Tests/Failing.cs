using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests;

/// <summary>Asserts on coded failures.</summary>
internal static class Failing
{
    /// <summary>Runs the action and returns the diagnostic that it must fail with.</summary>
    public static Diagnostic With(DiagnosticDescriptor descriptor, Action action)
    {
        WolfiException failure = Assert.ThrowsExactly<WolfiException>(action);
        Assert.AreEqual(descriptor.Code, failure.Diagnostic.Code, failure.Message);
        return failure.Diagnostic;
    }
}
