using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Registries;

/// <summary>Pushes images, and copies them from registry to registry, with all that is attached to them.</summary>
/// <param name="access">How to speak to registries.</param>
/// <param name="places">Remembers where layers are; null for nothing.</param>
public sealed class ImagePusher(RegistryAccess access, LayerPlaces? places = null)
{
    /// <summary>Whether what a development key signed may go to a registry on another machine.</summary>
    public bool AllowDevelopmentKey { get; init; }

    /// <summary>Pushes an image of this machine. All its blobs are compared with their digests before the first is sent.</summary>
    /// <param name="store">Where the image is.</param>
    /// <param name="root">Its manifest or index.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">It is damaged, or the registry does not take it.</exception>
    public Task<PushResult> PushAsync(ImageStore store, Descriptor root, PushTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(target);
        return CodedAsync(async () =>
        {
            PushContent content = PushContent.Read(store, root, cancellationToken);
            content.Verify(cancellationToken);
            RefuseDevelopmentKey(content, target, cancellationToken);
            return await PushAsync(content, target, cancellationToken).ConfigureAwait(false);
        });
    }

    /// <summary>Copies an image from one registry to another, or within one.</summary>
    /// <param name="source">The image.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">It can't be read, or the registry does not take it.</exception>
    public Task<PushResult> CopyAsync(ImageReference source, PushTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return CodedAsync(async () =>
        {
            access.WarnIfInsecure(source.Registry);

            // Variables without a direction belong to the registry that is pushed to, and to no other.
            bool same = string.Equals(source.Registry, target.Repository.Registry, StringComparison.OrdinalIgnoreCase);
            using RegistryClient client = access.Open(same ? RegistryUse.Push : RegistryUse.Pull);
            RegistryStore store = await RegistryStore.OpenAsync(client, source, withReferrers: true, ClassicSignatures.Suffixes, cancellationToken).ConfigureAwait(false);
            PushContent content = PushContent.Read(store, store.Root, cancellationToken);
            RefuseDevelopmentKey(content, target, cancellationToken);
            PushTarget mounting = same ? target with { MountFrom = [source.Repository, .. target.MountFrom] } : target;
            return await PushAsync(content, mounting, cancellationToken).ConfigureAwait(false);
        });
    }

    /// <summary>Pushes what was read of an image; its blobs are compared with their digests while they go.</summary>
    internal async Task<PushResult> PushAsync(PushContent content, PushTarget target, CancellationToken cancellationToken)
    {
        using OpenPush push = Open(target);
        return await push.RunAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A push that can begin before all of its image is there.</summary>
    internal OpenPush Open(PushTarget target) => new(access, target, places);

    private void RefuseDevelopmentKey(PushContent content, PushTarget target, CancellationToken cancellationToken)
    {
        if (!AllowDevelopmentKey)
        {
            DevelopmentPushes.Demand(content, target.Repository.Registry, cancellationToken);
        }
    }

    private static async Task<PushResult> CodedAsync(Func<Task<PushResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (RegistryException e)
        {
            throw RegistryErrors.From(e);
        }
        catch (OciException e)
        {
            throw ImageInputErrors.From(e);
        }
    }
}
