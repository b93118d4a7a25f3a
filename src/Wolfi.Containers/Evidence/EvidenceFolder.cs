using System.Collections.Immutable;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Evidence;

/// <summary>Documents that lie ready in a scratch folder and are moved beside the layout together with the other outputs.</summary>
internal sealed class EvidenceFolder
{
    private readonly string _folder;

    private EvidenceFolder(string folder, ImmutableArray<PublishedDocument> documents)
    {
        _folder = folder;
        Documents = documents;
    }

    /// <summary>The documents.</summary>
    public ImmutableArray<PublishedDocument> Documents { get; }

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => Documents.Select(document => document.Name);

    /// <summary>Writes documents into a folder of their own below the scratch folder.</summary>
    public static EvidenceFolder Write(string scratch, ImmutableArray<(string Name, EvidenceDocument Document)> documents)
    {
        string folder = Directory.CreateDirectory(Path.Combine(scratch, "evidence")).FullName;
        foreach ((string name, EvidenceDocument document) in documents)
        {
            using FileStream stream = new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
            stream.Write(document.Bytes.Span);
        }

        return new EvidenceFolder(folder, [.. documents.Select(pair => new PublishedDocument(pair.Name, Digest.Of(pair.Document.Bytes.Span).Hex))]);
    }

    /// <summary>Moves them beside the layout.</summary>
    public void MoveIntoPlace(OutputPlace place)
    {
        foreach (string name in Names)
        {
            File.Move(Path.Combine(_folder, name), place.FileNamed(name), overwrite: true);
        }
    }
}
