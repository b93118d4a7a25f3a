using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Apps;

/// <summary>Finds assemblies of the team's own that name a folder of this machine: the compiler writes the path of its symbols into them.</summary>
public static class DebugPaths
{
    /// <summary>The names of the app's own assemblies that name a folder which is on this machine, in order.</summary>
    /// <exception cref="WolfiException">An assembly can't be read.</exception>
    public static ImmutableArray<string> FindLocal(PublishedApp app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        ImmutableArray<string>.Builder found = ImmutableArray.CreateBuilder<string>();
        foreach (PublishedFile file in app.Files.Where(IsOwnAssembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using FileStream stream = PublishedFileReader.OpenShipped(app, file);
            AddLocal(file, stream, found);
        }

        foreach (PublishedFile file in app.Inputs.Where(IsOwnAssembly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using FileStream stream = PublishedFileReader.OpenInput(file);
            AddLocal(file, stream, found);
        }

        return [.. found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsOwnAssembly(PublishedFile file) =>
        file.Source is FileSource.Project or FileSource.ProjectReference && file.RelativePath.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static void AddLocal(PublishedFile file, FileStream stream, ImmutableArray<string>.Builder found)
    {
        if (stream.Length <= AppLimits.AssemblyBytes && NamesLocalFolder(stream))
        {
            found.Add(file.RelativePath);
        }
    }

    // A native library named .dll, or a damaged one, has no debug directory that matters here.
    private static bool NamesLocalFolder(FileStream stream)
    {
        try
        {
            using PEReader reader = new(stream, PEStreamOptions.LeaveOpen);
            return reader.ReadDebugDirectory().Any(entry => entry.Type switch
            {
                DebugDirectoryEntryType.CodeView => IsLocal(reader.ReadCodeViewDebugDirectoryData(entry).Path),
                DebugDirectoryEntryType.EmbeddedPortablePdb => HasLocalSource(reader, entry),
                _ => false,
            });
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    // Symbols inside an assembly name no file of their own, but every source.
    private static bool HasLocalSource(PEReader reader, DebugDirectoryEntry entry)
    {
        BlobReader header = reader.GetSectionData(entry.DataRelativeVirtualAddress).GetReader();
        header.ReadUInt32();
        if (header.ReadInt32() is < 0 or > AppLimits.EmbeddedSymbolBytes)
        {
            return false;
        }

        using MetadataReaderProvider provider = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        MetadataReader symbols = provider.GetMetadataReader();
        return symbols.Documents.Select(handle => symbols.GetString(symbols.GetDocument(handle).Name)).Any(IsLocal);
    }

    private static bool IsLocal(string path) => Path.IsPathFullyQualified(path) && Directory.Exists(Path.GetDirectoryName(path));
}
