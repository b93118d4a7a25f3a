using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>The symbol versions that a file needs of one library.</summary>
/// <param name="Library">The library's soname, such as <c>libc.so.6</c>.</param>
/// <param name="Versions">The version names, such as <c>GLIBC_2.34</c>, in the file's order.</param>
public sealed record NeededVersions(string Library, ImmutableArray<string> Versions);
