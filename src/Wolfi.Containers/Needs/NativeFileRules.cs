using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>Refuses native files that can't run in the image, and points at odd ones.</summary>
internal static class NativeFileRules
{
    /// <summary>Checks every file.</summary>
    /// <returns>Warnings.</returns>
    /// <exception cref="WolfiException">A file is for musl, for another processor, or asks for a loader that the image lacks.</exception>
    public static ImmutableArray<Diagnostic> Check(ImmutableArray<NativeFile> files, string architecture, string runtimeIdentifier)
    {
        ImmutableArray<Diagnostic>.Builder warnings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach ((PublishedFile file, ElfFile elf) in files)
        {
            CheckMachine(file, elf, architecture, runtimeIdentifier);
            CheckLibc(file, elf, architecture);
            warnings.AddRange(elf.RunPath.Concat(elf.RPath).Where(IsWorldWritable).Select(path => AppErrors.OddSearchPath.Create(file.RelativePath, path)));
        }

        return warnings.ToImmutable();
    }

    private static void CheckMachine(PublishedFile file, ElfFile elf, string architecture, string runtimeIdentifier)
    {
        if (elf.Is64Bit && elf.IsLittleEndian && elf.Machine == ElfMachines.FromArchitecture(architecture))
        {
            return;
        }

        string what = ElfMachines.NameOf(elf.Machine);
        what += (elf.Is64Bit, elf.IsLittleEndian) switch
        {
            (true, true) => "",
            (false, true) => ", 32-bit",
            (true, false) => ", big-endian",
            (false, false) => ", 32-bit, big-endian",
        };
        throw AppErrors.WrongMachine.Fail(file.RelativePath, Origin(file), what, runtimeIdentifier);
    }

    private static void CheckLibc(PublishedFile file, ElfFile elf, string architecture)
    {
        string? musl = elf.Interpreter is { } loader && loader.Contains("ld-musl", StringComparison.Ordinal) ? loader : elf.Needed.FirstOrDefault(NeedRules.IsMusl);
        if (musl is not null)
        {
            throw AppErrors.MuslFile.Fail(file.RelativePath, Origin(file), musl, NeedRules.RuntimeIdentifiers[architecture]);
        }

        // Libraries such as libc itself name a loader too; only a program's matters.
        if (elf.IsProgram && elf.Interpreter is not null && !IsLibraryName(file.RelativePath) && elf.Interpreter != NeedRules.Interpreters[architecture])
        {
            throw AppErrors.WrongInterpreter.Fail(file.RelativePath, elf.Interpreter, NeedRules.Interpreters[architecture]);
        }
    }

    /// <summary>Whether a file's name is a shared library's: <c>libx.so</c>, <c>libx.so.1.2</c>.</summary>
    public static bool IsLibraryName(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal);
    }

    private static bool IsWorldWritable(string path) =>
        NeedRules.WorldWritable.Any(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));

    private static string Origin(PublishedFile file) => file.PackageId is null ? "" : $" (of {file.PackageId} {file.PackageVersion})";
}
