using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>One item as MSBuild gives it.</summary>
/// <param name="Include">The item's text.</param>
/// <param name="Metadata">Its metadata by name; names compare without case, as MSBuild's do.</param>
/// <param name="DefinedIn">Absolute path of the file that defines it; null when unknown.</param>
public sealed record RawItem(string Include, ImmutableDictionary<string, string> Metadata, string? DefinedIn = null)
{
    /// <summary>An item with metadata given as pairs.</summary>
    public static RawItem Create(string include, params IEnumerable<(string Name, string Value)> metadata) =>
        new(include, metadata.ToImmutableDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>A piece of metadata without surrounding spaces; empty when it is not set.</summary>
    public string this[string name] => Metadata.GetValueOrDefault(name, "").Trim();

    /// <summary>A piece of metadata as it is written; empty when it is not set.</summary>
    public string Verbatim(string name) => Metadata.GetValueOrDefault(name, "");
}
