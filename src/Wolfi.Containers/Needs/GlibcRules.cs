using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>Native code carries the symbol versions of the machine that built it: an older glibc refuses to start it.</summary>
internal static class GlibcRules
{
    private const string Soname = "so:libc.so.6";

    /// <summary>Compares what the app's files need with the glibc among the image's packages.</summary>
    /// <exception cref="WolfiException">A file needs a newer one.</exception>
    public static void Check(ImmutableArray<NativeFile> files, IEnumerable<IndexRecord> packages)
    {
        if (packages.FirstOrDefault(package => package.Provides.Any(provide => provide.Name == Soname)) is not { } glibc
            || !Version.TryParse(Upstream(glibc.Version.ToString()), out Version? present))
        {
            return;
        }

        foreach (NativeFile file in files)
        {
            if (file.Elf.HighestGlibc is { } needed && Version.Parse(needed) > present)
            {
                throw AppErrors.GlibcTooOld.Fail(file.File.RelativePath, needed, glibc.Name, glibc.Version);
            }
        }
    }

    /// <summary>The digits and dots that a package version begins with.</summary>
    private static string Upstream(string version) => string.Concat(version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
}
