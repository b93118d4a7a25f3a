using System.Collections.Immutable;
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
        if (stream.Length <= AppLimits.AssemblyBytes && SymbolPath(stream) is { } path && IsLocal(path))
        {
            found.Add(file.RelativePath);
        }
    }

    // A native library named .dll, or a damaged one, has no debug directory that matters here.
    private static string? SymbolPath(FileStream stream)
    {
        try
        {
            using PEReader reader = new(stream, PEStreamOptions.LeaveOpen);
            foreach (DebugDirectoryEntry entry in reader.ReadDebugDirectory())
            {
                if (entry.Type == DebugDirectoryEntryType.CodeView)
                {
                    return reader.ReadCodeViewDebugDirectoryData(entry).Path;
                }
            }

            return null;
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLocal(string path) => Path.IsPathFullyQualified(path) && Directory.Exists(Path.GetDirectoryName(path));
}
