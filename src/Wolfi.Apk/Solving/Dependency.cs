using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>A dependency with the name that it is about.</summary>
internal sealed record Dependency(DependencyAtom Atom, SolverName Name);
