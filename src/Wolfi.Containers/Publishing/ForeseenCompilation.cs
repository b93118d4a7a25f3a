using System.Collections.Immutable;

namespace Wolfi.Containers.Publishing;

/// <summary>What the compiler reads and writes, as far as it is known before it runs.</summary>
/// <param name="Sources">Absolute paths of the sources.</param>
/// <param name="Assembly">Absolute path of the assembly.</param>
public sealed record ForeseenCompilation(ImmutableArray<string> Sources, string Assembly)
{
    /// <summary>Whether the compiler is about to run because of a source that has changed; it may run for other reasons too.</summary>
    /// <exception cref="IOException">A file can't be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be looked at.</exception>
    public bool IsDue()
    {
        DateTime last = File.GetLastWriteTimeUtc(Assembly);
        return Sources.Any(source => File.GetLastWriteTimeUtc(source) > last);
    }
}
