using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>Opens what an app ships and what it was made of, and reads the native files and assemblies among it.</summary>
internal static class AppScanner
{
    /// <summary>Scans the files that ship, and what was bundled into a single file or compiled to native code.</summary>
    /// <exception cref="WolfiException">A file can't be opened, or is a link that leaves the publish folder.</exception>
    public static AppScan Scan(PublishedApp app, string expectedRuntimeIdentifier, ScanCache? cache, CancellationToken cancellationToken)
    {
        (PublishedFile File, bool Ships)[] files =
        [
            .. app.Files.Select(file => (file, true)),
            .. app.Inputs.Where(file => IsEvidence(app, file)).Select(file => (file, false)),
        ];
        files = [.. files.Where(entry => RuntimeAssets.CouldLoad(entry.File.RelativePath, app.RuntimeIdentifier, expectedRuntimeIdentifier))];
        return Gather(files, cache is null ? Scan(app, files, cancellationToken) : Scan(app, files, cache, cancellationToken));
    }

    private static FileScan[] Scan(PublishedApp app, (PublishedFile File, bool Ships)[] files, ScanCache cache, CancellationToken cancellationToken)
    {
        FileScan[] scans = new FileScan[files.Length];
        foreach (IGrouping<(FileSource, string?, string?), int> group in Enumerable.Range(0, files.Length).GroupBy(i => (files[i].File.Source, files[i].File.PackageId, files[i].File.PackageVersion)))
        {
            (PublishedFile File, bool Ships)[] members = [.. group.Select(i => files[i])];
            FileScan[] made = cache.Scan(app, [.. members.Select(member => member.File)], () => Scan(app, members, cancellationToken));
            foreach ((int i, FileScan scan) in group.Zip(made))
            {
                scans[i] = scan;
            }
        }

        return scans;
    }

    // Of several failures the first in the app's order is told, whichever came first.
    private static FileScan[] Scan(PublishedApp app, (PublishedFile File, bool Ships)[] files, CancellationToken cancellationToken)
    {
        FileScan[] scans = new FileScan[files.Length];
        WolfiException?[] failures = new WolfiException?[files.Length];
        ParallelOptions options = new() { CancellationToken = cancellationToken };
        Parallel.For(0, files.Length, options, i =>
        {
            try
            {
                scans[i] = Scan(app, files[i].File, files[i].Ships);
            }
            catch (WolfiException e)
            {
                failures[i] = e;
            }
        });
        return failures.OfType<WolfiException>().FirstOrDefault() is { } failure ? throw failure : scans;
    }

    // The framework's assemblies are compiled in as far as they are used, which only the program itself tells.
    private static bool IsEvidence(PublishedApp app, PublishedFile file) => !app.NativeAot || (file.Source != FileSource.RuntimePack && IsAssemblyName(file.RelativePath));

    private static FileScan Scan(PublishedApp app, PublishedFile file, bool ships)
    {
        try
        {
            using FileStream stream = ships ? PublishedFileReader.OpenShipped(app, file) : PublishedFileReader.OpenInput(file);
            return Read(app, file, stream) with { Size = stream.Length };
        }
        catch (IOException e)
        {
            throw AppErrors.UnreadableFile.Fail(e, file.RelativePath, e.Message);
        }
    }

    private static FileScan Read(PublishedApp app, PublishedFile file, FileStream stream)
    {
        switch (ElfReader.Read(stream))
        {
            case ElfScan.Readable { Elf: { Type: ElfFileType.Executable or ElfFileType.Shared } elf }:
                return new FileScan { Elf = elf, Texts = HoldsTexts(app, file, elf) ? NativeTextReader.Find(stream, elf.LoadedBytes, NeedRules.ProgramTexts) : [] };
            case ElfScan.Unscannable unscannable:
                return new FileScan { Fault = unscannable.Reason };
            case ElfScan.NotElf when IsAssemblyName(file.RelativePath):
                return AssemblyReader.Read(stream, file.Source == FileSource.RuntimePack ? NeedRules.NoTypes : NeedRules.WatchedTypes, NeedRules.Facades) switch
                {
                    AssemblyScan.Readable readable => new FileScan { Assembly = readable.Assembly },
                    AssemblyScan.Unscannable unscannable => new FileScan { Fault = unscannable.Reason, IsAssemblyFault = true },
                    _ => new FileScan(),
                };
            default:
                return new FileScan();
        }
    }

    // Where the runtime's native code is: a program that holds all of it, or the one file that knows OpenSSL.
    private static bool HoldsTexts(PublishedApp app, PublishedFile file, ElfFile elf) =>
        (elf.IsProgram && (app.NativeAot || (app.SingleFile && app.SelfContained)))
        || Path.GetFileNameWithoutExtension(file.RelativePath) == NeedRules.OpenSslShim;

    private static bool IsAssemblyName(string path) =>
        (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
        && !path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase);

    private static AppScan Gather((PublishedFile File, bool Ships)[] files, FileScan[] scans)
    {
        ImmutableArray<NativeFile>.Builder natives = ImmutableArray.CreateBuilder<NativeFile>();
        ImmutableArray<AppAssembly>.Builder assemblies = ImmutableArray.CreateBuilder<AppAssembly>();
        ImmutableArray<ProgramText>.Builder texts = ImmutableArray.CreateBuilder<ProgramText>();
        ImmutableArray<Diagnostic>.Builder warnings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach ((PublishedFile file, FileScan scan) in files.Select(entry => entry.File).Zip(scans))
        {
            if (scan.Elf is { } elf)
            {
                natives.Add(new NativeFile(file, elf) { Size = scan.Size });
            }

            if (scan.Assembly is { } assembly)
            {
                assemblies.Add(new AppAssembly(file, assembly) { Size = scan.Size });
            }

            if (scan.Fault is { } fault)
            {
                warnings.Add(AppErrors.Unscannable.Create(file.RelativePath, fault));
            }

            texts.AddRange(scan.Texts.Select(text => new ProgramText(file, text)));
        }

        return new AppScan
        {
            NativeFiles = natives.ToImmutable(),
            Assemblies = assemblies.ToImmutable(),
            Texts = texts.ToImmutable(),
            Warnings = warnings.ToImmutable(),
            IsComplete = assemblies.Any(assembly => !assembly.IsFramework) && !scans.Any(scan => scan.IsAssemblyFault),
        };
    }
}
