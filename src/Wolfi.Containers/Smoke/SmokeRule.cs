using System.Collections.Immutable;

namespace Wolfi.Containers.Smoke;

/// <summary>One line of the table of what apps and their runtime say when something is missing.</summary>
internal sealed record SmokeRule
{
    /// <summary>Stands in a text for the soname of a library.</summary>
    public const string Library = "{library}";

    /// <summary>Stands in a text for anything without a blank.</summary>
    public const string Word = "{word}";

    /// <summary>The need that is missing: a key of the table of needs, <see cref="Library"/> for the library that the text names, or null.</summary>
    public string? Need { get; init; }

    /// <summary>What is said, in a line; any one of them.</summary>
    public required ImmutableArray<string> Texts { get; init; }

    /// <summary>The exit code that the run ends with, as seen in a container; null where the app decides.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What is missing or wrong, as a whole clause.</summary>
    public required string Cause { get; init; }

    /// <summary>What to do, as a whole sentence; null for adding the need.</summary>
    public string? Answer { get; init; }
}
