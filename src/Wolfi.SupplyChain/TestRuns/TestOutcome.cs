namespace Wolfi.SupplyChain.TestRuns;

/// <summary>How a test ended.</summary>
internal enum TestOutcome
{
    Passed,
    Warned,
    Failed,
    Skipped,
}
