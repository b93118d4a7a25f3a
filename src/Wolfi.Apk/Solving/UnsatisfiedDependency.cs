using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>One dependency that nothing satisfies.</summary>
/// <param name="Atom">The dependency in apk's notation.</param>
/// <param name="Chain">Who asked, from the world's atom down to the package that has the dependency; only the atom itself when the world asks. Begins with the package where an install_if rule brought it in.</param>
/// <param name="Candidates">Each candidate and why it fell; empty when nothing has that name.</param>
/// <param name="NearNames">Names that exist and look alike.</param>
public sealed record UnsatisfiedDependency(
    string Atom,
    ImmutableArray<string> Chain,
    ImmutableArray<string> Candidates,
    ImmutableArray<string> NearNames)
{
    /// <summary>One sentence with all of it.</summary>
    public override string ToString()
    {
        string chain = Chain is [] || (Chain is [var only] && only == Atom) ? "" : $" (needed by {string.Join(" <- ", Chain.Reverse())})";
        string candidates = Candidates.IsEmpty ? ": nothing provides it" : $": {string.Join("; ", Candidates)}";
        string near = NearNames.IsEmpty ? "" : $"; did you mean {string.Join(", ", NearNames)}?";
        return $"{Atom}{chain}{candidates}{near}";
    }
}
