using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Registries;
using Wolfi.Oci;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Signing;

/// <summary>Signs an image where it stands in a registry: its manifests and attachments are read, no layer is.</summary>
/// <param name="access">How to speak to registries.</param>
public sealed class RegistrySigner(RegistryAccess access)
{
    /// <summary>Signs the image, or an index and each of its images, and attaches the signatures.</summary>
    /// <param name="reference">The image.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was signed, an index before its images.</returns>
    /// <exception cref="WolfiException">It is not there or damaged, the registry does not take the signatures, nobody signed, or a development key would.</exception>
    public async Task<ImmutableArray<SignedSubject>> SignAsync(ImageReference reference, SignatureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(request);
        if (request.ByDevelopmentKey && !request.AllowDevelopmentKey && !DevelopmentPushes.IsOnThisMachine(reference.Registry))
        {
            throw SigningErrors.DevelopmentAttachment.Fail(reference.Registry);
        }

        SignatureRequest named = request.Repository is null ? request with { Repository = $"{reference.Registry}/{reference.Repository}" } : request;
        try
        {
            access.WarnIfInsecure(reference.Registry);
            using RegistryClient client = access.Open(RegistryUse.Push);
            ImmutableArray<string> suffixes = request.Formats.HasFlag(SignatureFormats.Classic) ? [ClassicSignatures.SignatureSuffix] : [];
            RegistryStore store = await RegistryStore.OpenAsync(client, reference, withReferrers: true, suffixes, cancellationToken).ConfigureAwait(false);
            NewSignatures made = await ImageSigner.SignAsync(store, store.Root, named, cancellationToken).ConfigureAwait(false);
            if (!made.IsEmpty)
            {
                await new ImagePush(client.Open(reference)).AttachAsync([.. made.Bundles.Select(PushedManifest.Of)], made.Classic, cancellationToken).ConfigureAwait(false);
            }

            return made.Subjects;
        }
        catch (EvidenceException exception)
        {
            throw SigningErrors.From(exception);
        }
        catch (RegistryException exception)
        {
            throw RegistryErrors.From(exception);
        }
        catch (OciException exception)
        {
            throw ImageInputErrors.From(exception);
        }
    }
}
