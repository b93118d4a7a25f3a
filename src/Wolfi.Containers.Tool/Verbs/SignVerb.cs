using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>sign IMAGE --key KEY</c> or <c>--keyless</c>: one more signature of an image that stands in a layout or a registry.</summary>
internal static class SignVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> image = new("IMAGE") { Description = "A layout's folder (./DIR or oci:DIR[:TAG]), or REGISTRY/REPOSITORY[:TAG][@DIGEST]." };
        Option<string?> key = new(KeyOptions.Key) { HelpName = "KEY", Description = ImageKeyOptions.AnyKey };
        SigstoreOptions services = new();
        Option<string?> repository = Named("--repository", "NAME", "The repository that the signature is for, such as ghcr.io/team/app. Default: that of the reference; none for a layout.");
        Option<string?> version = Named("--image-version", "VERSION", "The version that the signature is for. Default: the one that the image says of itself.");
        Option<long?> epoch = new("--source-epoch") { HelpName = "SECONDS", Description = "The source's time that the signature names, in seconds since 1970. Default: when the image says it was made." };
        Option<SignatureFormats> format = ImageKeyOptions.Format();
        Option<bool> developmentKey = ImageKeyOptions.AllowDevelopmentKey("Let signatures by the development key go to a registry on another machine.");
        Command command = new("sign", "Sign an image in a layout or a registry, or an index and each of its images. Digests are signed, and nothing but manifests and attachments is read.")
        {
            image, key, repository, version, epoch, format, developmentKey,
        };
        services.AddTo(command, key, format);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            KeyReference? reference = parsed.GetValue(key) is { } text ? ImageKeyOptions.Reference(text) : null;
            using BundleSigner signer = await OpenAsync(context, reference, services.Read(parsed), cancellationToken).ConfigureAwait(false);
            SignatureRequest request = new()
            {
                Signer = signer,
                ByDevelopmentKey = reference is not null && UserKeys.IsDevelopmentKey(reference),
                AllowDevelopmentKey = parsed.GetValue(developmentKey),
                Repository = parsed.GetValue(repository),
                Version = parsed.GetValue(version),
                SourceEpoch = parsed.GetValue(epoch),
                Formats = parsed.GetValue(format),
            };
            string place = parsed.GetRequiredValue(image);
            ImmutableArray<SignedSubject> signed = ImageArguments.ReferenceOf(place) is { } remote
                ? await new RegistrySigner(context.Registries).SignAsync(remote, request, cancellationToken).ConfigureAwait(false)
                : await LayoutSigner.SignAsync(place, request, cancellationToken).ConfigureAwait(false);
            SignReport.Print(context.Terminal, parsed.GetValue(context.Json), signed, signer);
            return (int)ExitCode.Success;
        });
        return command;
    }

    // What a development key signs is nobody else's business: it is neither logged nor timestamped.
    private static async Task<BundleSigner> OpenAsync(VerbContext context, KeyReference? reference, SigstoreSettings services, CancellationToken cancellationToken)
    {
        if (reference is null)
        {
            return await BundleSigner.OpenAsync(services, context.KeySecrets, context.Observer.Inform, context.Tell, cancellationToken).ConfigureAwait(false);
        }

        ISigner key = await SigningKeys.OpenAsync(reference, context.KeySecrets, context.Tell, cancellationToken).ConfigureAwait(false);
        return UserKeys.IsDevelopmentKey(reference) ? new BundleSigner(key) : BundleSigner.Open(key, services, context.Observer.Inform);
    }

    private static Option<string?> Named(string name, string value, string description) => new(name) { HelpName = value, Description = description };
}
