using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Registries;

/// <summary>Reads where an image goes, as a command line has it.</summary>
public static class PushTargets
{
    /// <summary>Reads a target: its own tag, those beside it, else the given ones.</summary>
    /// <param name="text">What the user wrote: <c>REGISTRY/REPOSITORY[:TAG]</c>.</param>
    /// <param name="moreTags">Tags beside the reference's own.</param>
    /// <param name="otherwise">Tags where neither says one; <c>latest</c> where these are none either.</param>
    /// <param name="mountFrom">Repositories of the same registry that may have layers.</param>
    /// <exception cref="WolfiException">It is no place to push to.</exception>
    public static PushTarget Parse(string text, IEnumerable<string> moreTags, IEnumerable<string> otherwise, IEnumerable<string> mountFrom)
    {
        ArgumentNullException.ThrowIfNull(moreTags);
        ArgumentNullException.ThrowIfNull(otherwise);
        ArgumentNullException.ThrowIfNull(mountFrom);
        if (!ImageReference.TryParse(text, out ImageReference? reference))
        {
            throw RegistryErrors.InvalidTarget.Fail(Settings.Values.Shown(text), "it is no image reference");
        }

        if (reference.Digest is not null)
        {
            throw RegistryErrors.InvalidTarget.Fail(Settings.Values.Shown(text), "the digest is the image's own, and can't be chosen");
        }

        ImmutableArray<string> named = [.. (reference.Tag is { } own ? moreTags.Prepend(own) : moreTags).Distinct(StringComparer.Ordinal)];
        ImmutableArray<string> tags = !named.IsEmpty ? named : [.. otherwise.DefaultIfEmpty(ImageReference.DefaultTag).Distinct(StringComparer.Ordinal)];
        if (tags.FirstOrDefault(tag => !ImageReference.IsTag(tag)) is { } wrong)
        {
            throw RegistryErrors.InvalidTarget.Fail(Settings.Values.Shown(text), $"'{Settings.Values.Shown(wrong)}' is no tag");
        }

        ImmutableArray<string> mounts = [.. mountFrom];
        return mounts.FirstOrDefault(name => !RepositoryNames.IsValid(name)) is { } odd
            ? throw RegistryErrors.InvalidTarget.Fail(Settings.Values.Shown(text), $"'{Settings.Values.Shown(odd)}' is no repository to take layers from")
            : new PushTarget(reference, tags) { MountFrom = mounts };
    }

    /// <summary>The tags by which a store lists an image.</summary>
    public static ImmutableArray<string> TagsOf(ImageStore store, Descriptor root)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        return [.. store.Index.Value.Manifests.Where(entry => entry.Digest == root.Digest).Select(entry => entry.Annotations.GetValueOrDefault(AnnotationNames.RefName)).OfType<string>().Where(ImageReference.IsTag)];
    }
}
