using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Statements;

/// <summary>The value of a build parameter.</summary>
public abstract record ParameterValue
{
    private ParameterValue()
    {
    }

    /// <summary>One text.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : ParameterValue;

    /// <summary>Yes or no.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Flag(bool Value) : ParameterValue;

    /// <summary>Texts in order.</summary>
    /// <param name="Values">The texts.</param>
    public sealed record List(ImmutableArray<string> Values) : ParameterValue;

    /// <summary>Texts by name.</summary>
    /// <param name="Values">The texts.</param>
    public sealed record Map(ImmutableSortedDictionary<string, string> Values) : ParameterValue;
}
