using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>Opens what an app ships and reads the native files among it.</summary>
internal static class NativeFileScanner
{
    /// <summary>Scans the files that ship, and for a single file also what was bundled into it.</summary>
    /// <exception cref="WolfiException">A file can't be opened, or is a link that leaves the publish folder.</exception>
    public static NativeScan Scan(PublishedApp app, string expectedRuntimeIdentifier)
    {
        ImmutableArray<NativeFile>.Builder files = ImmutableArray.CreateBuilder<NativeFile>();
        ImmutableArray<Diagnostic>.Builder warnings = ImmutableArray.CreateBuilder<Diagnostic>();
        void Take(PublishedFile file, Func<PublishedFile, Stream> open)
        {
            if (!RuntimeAssets.CouldLoad(file.RelativePath, app.RuntimeIdentifier, expectedRuntimeIdentifier))
            {
                return;
            }

            switch (Read(file, open))
            {
                case ElfScan.Readable { Elf: { Type: ElfFileType.Executable or ElfFileType.Shared } elf }:
                    files.Add(new NativeFile(file, elf));
                    break;
                case ElfScan.Unscannable unscannable:
                    warnings.Add(AppErrors.Unscannable.Create(file.RelativePath, unscannable.Reason));
                    break;
                default:
                    break;
            }
        }

        foreach (PublishedFile file in app.Files)
        {
            Take(file, shipped => PublishedFileReader.OpenShipped(app, shipped));
        }

        // The inputs of native compilation are managed code; what was linked in shows in the program itself.
        foreach (PublishedFile file in app.SingleFile && !app.NativeAot ? app.Inputs : [])
        {
            Take(file, PublishedFileReader.OpenInput);
        }

        return new NativeScan(files.ToImmutable(), warnings.ToImmutable());
    }

    private static ElfScan Read(PublishedFile file, Func<PublishedFile, Stream> open)
    {
        try
        {
            using Stream stream = open(file);
            return ElfReader.Read(stream);
        }
        catch (IOException e)
        {
            throw AppErrors.UnreadableFile.Fail(e, file.RelativePath, e.Message);
        }
    }
}
