using Wolfi.Containers.Evidence;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Publishing;

/// <summary>All outputs of one build, complete, beside their places; what is not moved there goes with this value.</summary>
/// <param name="made">What they are.</param>
/// <param name="documents">The documents.</param>
/// <param name="layout">The layout; null where none is asked for.</param>
/// <param name="archive">Path of the archive; null where none is asked for.</param>
internal sealed class StagedOutputs(OutputSet made, EvidenceFolder documents, StagedLayout? layout, string? archive) : IDisposable
{
    /// <summary>What they are.</summary>
    public OutputSet Made => made;

    /// <summary>The documents.</summary>
    public EvidenceFolder Documents => documents;

    /// <summary>Moves the layout to its place, and then the archive.</summary>
    /// <param name="archiveFile">The archive's place.</param>
    public void Commit(string? archiveFile)
    {
        layout?.Commit();
        if (archive is not null)
        {
            File.Move(archive, archiveFile!, overwrite: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        layout?.Dispose();
        if (archive is not null)
        {
            File.Delete(archive);
        }
    }
}
