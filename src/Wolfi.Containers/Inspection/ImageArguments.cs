using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Registries;
using Wolfi.Oci;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Inspection;

/// <summary>Reads the image that a command line's <c>IMAGE</c> means.</summary>
public static class ImageArguments
{
    /// <summary>Reads the image: of a layout or archive on this machine, or of a registry, where what is read of it is fetched and nothing else.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="platform">The platform; null when the place has the image for one only.</param>
    /// <param name="registries">How to speak to registries.</param>
    /// <param name="cancellationToken">Stops the reading, also that of a registry's layers later.</param>
    /// <exception cref="WolfiException">It names no image, or one whose documents are damaged.</exception>
    public static Image Read(string text, Platform? platform, RegistryAccess registries, CancellationToken cancellationToken) => Open(text, platform, registries, cancellationToken).Image;

    /// <summary>Reads the image, and tells in which place it lies.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="platform">The platform; null when the place has the image for one only.</param>
    /// <param name="registries">How to speak to registries.</param>
    /// <param name="cancellationToken">Stops the reading, also that of a registry's layers later.</param>
    /// <exception cref="WolfiException">It names no image, or one whose documents are damaged.</exception>
    public static StoredImage Open(string text, Platform? platform, RegistryAccess registries, CancellationToken cancellationToken) =>
        Open(text, platform, registries, withReferrers: false, cancellationToken);

    /// <summary>Reads the image, and tells in which place it lies.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="platform">The platform; null when the place has the image for one only.</param>
    /// <param name="registries">How to speak to registries.</param>
    /// <param name="withReferrers">Whether a registry is asked for signatures and other attachments.</param>
    /// <param name="cancellationToken">Stops the reading, also that of a registry's layers later.</param>
    /// <exception cref="WolfiException">It names no image, or one whose documents are damaged.</exception>
    public static StoredImage Open(string text, Platform? platform, RegistryAccess registries, bool withReferrers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registries);
        return Coded(() =>
        {
            ImageLocation location = Parse(text);
            return location.Reference is { } reference
                ? StoredImage.Read(Fetch(reference, registries, withReferrers, [], cancellationToken), null, platform, cancellationToken)
                : StoredImage.Read(OpenHere(location, cancellationToken), location.Tag, platform, cancellationToken);
        });
    }

    /// <summary>Finds what is meant: an image, or the index of an image for several platforms.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="platform">The platform that is meant where the place has several images and no index; null for none.</param>
    /// <param name="registries">How to speak to registries.</param>
    /// <param name="withReferrers">Whether a registry is asked for signatures and other attachments.</param>
    /// <param name="suffixes">Suffixes of the tags of digests under which a registry is asked for more of them.</param>
    /// <param name="cancellationToken">Stops the reading, also that of a registry's layers later.</param>
    /// <returns>The place, and the image's or index's entry in it.</returns>
    /// <exception cref="WolfiException">It names no image, or one whose documents are damaged.</exception>
    public static (ImageStore Store, Descriptor Root) OpenRoot(
        string text, Platform? platform, RegistryAccess registries, bool withReferrers, ImmutableArray<string> suffixes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registries);
        return Coded<(ImageStore, Descriptor)>(() =>
        {
            ImageLocation location = Parse(text);
            if (location.Reference is { } reference)
            {
                RegistryStore fetched = Fetch(reference, registries, withReferrers, suffixes, cancellationToken);
                return (fetched, fetched.Root);
            }

            ImageStore store = OpenHere(location, cancellationToken);
            try
            {
                return (store, store.FindRoot(location.Tag, cancellationToken));
            }
            catch (OciException e) when (e.Fault == OciFault.ImageAmbiguous && platform is not null)
            {
                return (store, store.ReadImage(location.Tag, platform, cancellationToken).Descriptor);
            }
        });
    }

    /// <summary>Reads the image of an entry that <see cref="OpenRoot"/> found, or that of an index for one platform.</summary>
    /// <param name="store">The place.</param>
    /// <param name="root">The entry.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">A document is damaged or missing, or there is no image for the platform.</exception>
    public static Image ImageOf(ImageStore store, Descriptor root, Platform platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(platform);
        return !MediaTypes.IsIndex(root.MediaType) ? StoredImage.Of(store, root, platform, cancellationToken).Image : Coded(() =>
            MultiPlatformImage.Read(store, root, cancellationToken).Images.FirstOrDefault(image => platform.Matches(image.Config.Value.Platform))
                ?? throw ImageInputErrors.NoImage.Fail($"Index {root.Digest} in {store.Name} has no image for {platform}."));
    }

    /// <summary>Opens a layout or archive on this machine and finds what is to be pushed of it.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The place, and the image's or index's entry in it.</returns>
    /// <exception cref="WolfiException">It names no image on this machine, or a damaged one.</exception>
    public static (ImageStore Store, Descriptor Root) OpenLocal(string text, CancellationToken cancellationToken) => Coded(() =>
    {
        ImageLocation location = Parse(text);
        ImageStore store = location.Reference is null ? OpenHere(location, cancellationToken) : throw ImageInputErrors.InvalidLocation.Fail($"'{text}' is no place on this machine.");
        return (store, store.FindRoot(location.Tag, cancellationToken));
    });

    /// <summary>Opens the place that a command line's <c>IMAGE</c> means, whatever it holds.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="registries">How to speak to registries.</param>
    /// <param name="cancellationToken">Stops the reading, also that of a registry's layers later.</param>
    /// <returns>The place, and what the text says of it.</returns>
    /// <exception cref="WolfiException">It is none, or can't be read.</exception>
    public static (ImageStore Store, ImageLocation Location) OpenPlace(string text, RegistryAccess registries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registries);
        return Coded(() =>
        {
            ImageLocation location = Parse(text);
            return (location.Reference is { } reference ? (ImageStore)Fetch(reference, registries, withReferrers: false, [], cancellationToken) : OpenHere(location, cancellationToken), location);
        });
    }

    /// <summary>The repository with its registry that a reference names, as signatures name it; null for a place on this machine.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <exception cref="WolfiException">It is outside the grammar.</exception>
    public static string? RepositoryOf(string text) => ReferenceOf(text) is { } reference ? $"{reference.Registry}/{reference.Repository}" : null;

    /// <summary>The reference that names an image in a registry; null for a place on this machine.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <exception cref="WolfiException">It is outside the grammar.</exception>
    public static ImageReference? ReferenceOf(string text) => Coded(() => Parse(text).Reference);

    private static T Coded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OciException e)
        {
            throw ImageInputErrors.From(e);
        }
        catch (RegistryException e)
        {
            throw RegistryErrors.From(e);
        }
    }

    // A file's name would pass for that of a repository.
    private static ImageLocation Parse(string text) => ImageLocation.Parse(text, OciLayout.IsLayout) is var location && location.Reference is not null && File.Exists(text)
        ? throw ImageInputErrors.InvalidLocation.Fail($"'{text}' is a file, and nothing says of which kind.")
        : location;

    private static ImageStore OpenHere(ImageLocation location, CancellationToken cancellationToken) => location is { Kind: ImageLocationKind.Layout, Path: { } folder } && !Directory.Exists(folder)
        ? throw ImageInputErrors.Unreadable.Fail($"There is no folder '{folder}'.")
        : ImageStores.Open(location, cancellationToken);

    // The client's connections are of use as long as the image is: they end with the process.
    private static RegistryStore Fetch(ImageReference reference, RegistryAccess registries, bool withReferrers, ImmutableArray<string> suffixes, CancellationToken cancellationToken)
    {
        registries.WarnIfInsecure(reference.Registry);
        RegistryClient client = registries.Open(RegistryUse.Pull);
        return RegistryStore.OpenAsync(client, reference, withReferrers, suffixes, cancellationToken).GetAwaiter().GetResult();
    }
}
