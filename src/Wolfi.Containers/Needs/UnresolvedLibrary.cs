using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>A native library that the app's code calls and that nothing known answers: it may be of another system, or missing.</summary>
/// <param name="Name">Its name, as the code has it.</param>
/// <param name="CalledBy">The assemblies that call it, by their paths.</param>
public sealed record UnresolvedLibrary(string Name, ImmutableArray<string> CalledBy);
