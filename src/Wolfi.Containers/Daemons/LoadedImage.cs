using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Daemons;

/// <summary>An image that is to be loaded, with its names.</summary>
/// <param name="Image">The image.</param>
/// <param name="References">Its names, each with a tag; none leaves it to its id.</param>
internal sealed record LoadedImage(Image Image, ImmutableArray<ImageReference> References)
{
    private static readonly ImmutableHashSet<Digest> s_nothing = [];

    /// <summary>The names as people write them.</summary>
    public ImmutableArray<string> Names => [.. References.Select(reference => reference.Familiar)];

    /// <summary>What the image is asked for by: its names, or its id where it has none.</summary>
    public ImmutableArray<string> Questions => References.IsEmpty ? [Image.Config.Digest.ToString()] : Names;

    /// <summary>Whether an id that an engine gives is this image's.</summary>
    public bool IsId(string? id)
    {
        // Podman's program prints the digits alone.
        string full = id is { Length: > 0 } && !id.Contains(':', StringComparison.Ordinal) ? Digest.Prefix + id : id ?? "";
        return full == Image.Config.Digest.ToString() || full == Image.Digest.ToString();
    }

    /// <summary>Writes the archive that every engine takes: an OCI layout with Docker's manifest.json in it.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="sparedLayers">Layers at the bottom that the engine has.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Write(Stream output, int sparedLayers, CancellationToken cancellationToken)
    {
        TaggedImage[] tagged = References.IsEmpty
            ? [new TaggedImage(Image, null)]
            : [.. References.GroupBy(reference => $"{reference.Registry}/{reference.Repository}").Select(group => new TaggedImage(Image, group.Key, group.Select(reference => reference.Tag!)))];
        ImmutableHashSet<Digest> needed = [.. Image.Layers.Skip(sparedLayers).Select(layer => layer.Descriptor.Digest)];
        ArchiveWriter.WriteOciArchive(
            output, tagged, sparedLayers == 0 ? s_nothing : [.. Image.Layers.Take(sparedLayers).Select(layer => layer.Descriptor.Digest).Where(digest => !needed.Contains(digest))], cancellationToken);
    }

    /// <summary>The failure where the engine has another image under the name, or none.</summary>
    public WolfiException Wrong(string engine, string name, string? id) => DaemonErrors.WrongImage.Fail(
        engine, id is null ? $"has none of the name {name}" : $"has {Settings.Values.Shown(id)} under the name {name}, not {Image.Config.Digest}");
}
