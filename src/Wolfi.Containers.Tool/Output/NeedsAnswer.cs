using System.Collections.Immutable;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tool.Output;

/// <summary>The answer of <c>needs</c>.</summary>
/// <param name="Target">What was asked about.</param>
/// <param name="Needs">The needs.</param>
/// <param name="Report">The packages that answer them.</param>
/// <param name="Advice">What would save how much.</param>
internal sealed record NeedsAnswer(string Target, NeedSet Needs, NeedReport Report, ImmutableArray<string> Advice)
{
    /// <summary>The platform; null where the answer is about one alone.</summary>
    public string? Platform { get; init; }
}
