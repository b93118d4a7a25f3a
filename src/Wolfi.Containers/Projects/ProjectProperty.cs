namespace Wolfi.Containers.Projects;

/// <summary>A property as the command line of a build sets it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ProjectProperty(string Name, string Value)
{
    // What MSBuild would take as the end of the value, or as the beginning of another one.
    private static readonly (string Character, string Escape)[] Escapes = [("%", "%25"), (";", "%3B"), (",", "%2C")];

    /// <summary>The argument of <c>dotnet</c> that sets it.</summary>
    internal string ToArgument() => $"-p:{Name}={Escapes.Aggregate(Value, (text, pair) => text.Replace(pair.Character, pair.Escape, StringComparison.Ordinal))}";
}
