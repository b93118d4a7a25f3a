using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Vex;

namespace Wolfi.Containers.Evidence;

/// <summary>Makes one OpenVEX document about the image of those that the project names.</summary>
internal static class VexMaker
{
    private const int MaximumSize = 8 * 1024 * 1024;
    private const int MostNames = 8;

    /// <summary>Reads and merges the files; null where none says something about the image.</summary>
    /// <exception cref="WolfiException">One is refused, or they contradict each other.</exception>
    public static EvidenceDocument? Make(EvidenceInput input, IPublishObserver observer)
    {
        ImmutableArray<string> files = input.Request.Evidence.VexFiles;
        if (files.IsEmpty)
        {
            return null;
        }

        ImmutableArray<VexDocument> documents = [.. files.Select(Read)];
        try
        {
            MergedVex merged = VexMerger.Merge(new VexImage(input.Request.ImageRepository, input.Image.Digest.Hex), documents);
            if (!merged.LeftOut.IsEmpty)
            {
                string more = merged.LeftOut.Length > MostNames ? $", and {merged.LeftOut.Length - MostNames} more" : "";
                observer.Warn(EvidenceErrors.VexLeftOut.Create(string.Join(", ", merged.LeftOut.Take(MostNames).Select(Settings.Values.Shown)) + more));
            }

            return merged.Document;
        }
        catch (EvidenceException exception)
        {
            throw EvidenceErrors.VexContradicts.Fail(exception, exception.Message);
        }
    }

    private static VexDocument Read(string file)
    {
        string name = Path.GetFileName(file);
        try
        {
            return new FileInfo(file).Length > MaximumSize
                ? throw EvidenceErrors.VexRefused.Fail(name, $"it has more than {MaximumSize} bytes.")
                : VexDocument.Read(File.ReadAllBytes(file), "the document");
        }
        catch (EvidenceException exception)
        {
            throw EvidenceErrors.VexRefused.Fail(exception, name, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvidenceErrors.VexRefused.Fail(exception, name, "it can't be read.");
        }
    }
}
