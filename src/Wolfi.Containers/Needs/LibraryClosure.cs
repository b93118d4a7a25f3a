using System.Buffers;
using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>What native files need of the image: their <c>DT_NEEDED</c> entries and loaders, less what the app ships itself.</summary>
/// <param name="LeftOut">Libraries that are no needs, and why.</param>
/// <param name="Warnings">Names that are no library names.</param>
internal sealed record LibraryClosure(ImmutableArray<LeftOutNeed> LeftOut, ImmutableArray<Diagnostic> Warnings)
{
    private static readonly SearchValues<char> SonameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-");

    /// <summary>Adds the needs of all <paramref name="files"/>. What the distribution's libraries need in turn is in their packages' own dependencies.</summary>
    public static LibraryClosure Of(ImmutableArray<NativeFile> files, string architecture, NeedCollector needs)
    {
        AppLibraries own = new(files);
        ImmutableArray<LeftOutNeed>.Builder leftOut = ImmutableArray.CreateBuilder<LeftOutNeed>();
        ImmutableArray<Diagnostic>.Builder warnings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (NativeFile file in files)
        {
            string path = file.File.RelativePath;
            if (file.Elf.IsProgram && file.Elf.Interpreter == NeedRules.Interpreters[architecture])
            {
                Add(needs, path, file.Elf.Interpreter[(file.Elf.Interpreter.LastIndexOf('/') + 1)..], "is loaded by");
            }

            foreach (string library in file.Elf.Needed)
            {
                if (library.Length > 128 || !char.IsAsciiLetterOrDigit(library[0]) || library.AsSpan().ContainsAnyExcept(SonameCharacters))
                {
                    warnings.Add(AppErrors.OddLibraryName.Create(path, library));
                }
                else if (ReasonToLeaveOut(file, library, own) is { } reason)
                {
                    leftOut.Add(new LeftOutNeed(path, library, reason));
                }
                else
                {
                    Add(needs, path, library, "needs");
                }
            }
        }

        return new LibraryClosure(leftOut.ToImmutable(), warnings.ToImmutable());
    }

    private static string? ReasonToLeaveOut(NativeFile file, string library, AppLibraries own)
    {
        if (own.Find(file, library) is { } shipped)
        {
            return $"the app ships it as {shipped}";
        }

        string name = file.File.RelativePath[(file.File.RelativePath.LastIndexOf('/') + 1)..];
        return NeedRules.Optional
            .Where(row => row.File == name && library.StartsWith(row.Library, StringComparison.Ordinal))
            .Select(row => row.Reason)
            .FirstOrDefault();
    }

    private static void Add(NeedCollector needs, string path, string library, string verb)
    {
        string atom = $"so:{library}";
        needs.Add(NeedRules.Groups.GetValueOrDefault(library, atom), [atom], new NeedEvidence(path, $"{verb} {library}", atom));
    }
}
