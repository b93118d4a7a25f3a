using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Daemons;

/// <summary>The names that an image gets in a container engine.</summary>
public static class LoadedNames
{
    /// <summary>Reads names as a command line has them.</summary>
    /// <exception cref="WolfiException">One is none.</exception>
    public static ImmutableArray<ImageReference> Parse(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.Select(Parse).Distinct()];
    }

    /// <summary>The names that a layout or archive lists an image or index under, with their repositories; none where it lists tags alone.</summary>
    public static ImmutableArray<ImageReference> Of(ImageStore store, Descriptor root)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        return [.. store.Index.Value.Manifests
            .Where(entry => entry.Digest == root.Digest)
            .Select(entry => entry.Annotations.GetValueOrDefault(AnnotationNames.ContainerdImageName))
            .Select(name => ImageReference.TryParse(name, out ImageReference? reference) && reference is { Tag: not null, Digest: null } ? reference : null)
            .OfType<ImageReference>()
            .Distinct()];
    }

    private static ImageReference Parse(string text)
    {
        if (!ImageReference.TryParse(text, out ImageReference? reference))
        {
            throw DaemonErrors.InvalidName.Fail(Settings.Values.Shown(text), "it is no NAME[:TAG]");
        }

        return reference.Digest is null
            ? reference.WithTag(reference.Tag ?? ImageReference.DefaultTag)
            : throw DaemonErrors.InvalidName.Fail(Settings.Values.Shown(text), "the digest is the image's own, and can't be chosen");
    }
}
