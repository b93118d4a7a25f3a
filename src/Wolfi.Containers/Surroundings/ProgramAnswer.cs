namespace Wolfi.Containers.Surroundings;

/// <summary>How a program ended and what it printed.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output, as much as was wanted.</param>
/// <param name="Error">The beginning of its standard error.</param>
internal sealed record ProgramAnswer(int ExitCode, string Output, string Error);
