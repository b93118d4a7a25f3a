using System.CommandLine;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>What every verb of one run has: the streams and <c>--json</c>.</summary>
internal sealed record VerbContext(Terminal Terminal)
{
    /// <summary><c>--json</c>.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output; everything else goes to standard error.",
        Recursive = true,
    };
}
