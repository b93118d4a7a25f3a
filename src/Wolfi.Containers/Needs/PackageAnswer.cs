using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>One thing that was asked for and that a package answers.</summary>
/// <param name="Atom">What was asked for: a soname, or a package's name.</param>
/// <param name="Need">The need's key; null when the project asks for the package by name.</param>
/// <param name="Evidence">The reasons; none for what the project asks for by name.</param>
public sealed record PackageAnswer(string Atom, string? Need, ImmutableArray<NeedEvidence> Evidence);
