using System.Collections.Immutable;

namespace Wolfi.SupplyChain.TestRuns;

/// <summary>How the tests of one run ended.</summary>
public sealed record TestRun
{
    /// <summary>Names of the tests that passed, in the file's order.</summary>
    public required ImmutableArray<string> Passed { get; init; }

    /// <summary>Names of the tests that passed with a warning, or came to no answer.</summary>
    public required ImmutableArray<string> Warned { get; init; }

    /// <summary>Names of the tests that failed, were stopped, or ended in a way that is not known.</summary>
    public required ImmutableArray<string> Failed { get; init; }

    /// <summary>How many tests did not run.</summary>
    public required int Skipped { get; init; }

    /// <summary>Whether the run as a whole was stopped or failed, whatever its tests say.</summary>
    public required bool Broken { get; init; }

    /// <summary><c>FAILED</c>, <c>WARNED</c> (also when no test ran) or <c>PASSED</c>.</summary>
    public string Result => Broken || !Failed.IsEmpty ? "FAILED" : !Warned.IsEmpty || Passed.IsEmpty ? "WARNED" : "PASSED";
}
