using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>Settings as MSBuild gives them: strings. <see cref="PublishRequestParser"/> makes a request of them.</summary>
public sealed record RawPublishOptions
{
    /// <summary>Absolute path of the project file; relative paths count from its folder.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Properties by name; names compare without case.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Items by their kind's name, each kind in order.</summary>
    public ImmutableDictionary<string, ImmutableArray<RawItem>> Items { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<RawItem>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of properties that were set on the command line, or by whoever called this build.</summary>
    public ImmutableHashSet<string> GlobalProperties { get; init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The project's folder.</summary>
    public string ProjectFolder => Path.GetDirectoryName(ProjectFile) ?? throw new InvalidOperationException("The project file has no folder.");

    /// <summary>A property without surrounding spaces; empty when it is not set.</summary>
    internal string this[Setting setting] => Properties.GetValueOrDefault(setting.Name, "").Trim();

    /// <summary>The items of a kind, in order.</summary>
    internal ImmutableArray<RawItem> ItemsOf(Setting setting) => Items.GetValueOrDefault(setting.Name, []);

    /// <summary>An absolute path of what the project wrote.</summary>
    internal string FullPath(string path) => Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), ProjectFolder);
}
