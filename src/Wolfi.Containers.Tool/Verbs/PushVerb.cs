using System.CommandLine;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>push LAYOUT REF</c>: an image of this machine into a registry, with what is attached to it.</summary>
internal static class PushVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> image = new("LAYOUT") { Description = "A layout's folder (./DIR or oci:DIR[:TAG]), oci-archive:FILE or docker-archive:FILE." };
        Argument<string> target = new("REF") { Description = "REGISTRY/REPOSITORY[:TAG]; without a tag, and without --tag, the tags that the layout lists." };
        PushOptions options = new();
        Command command = new("push", "Push an image of this machine to a registry, with signatures and other attachments. Every blob is compared with its digest before the first is sent.") { image, target };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            (ImageStore store, Descriptor root) = ImageArguments.OpenLocal(parsed.GetRequiredValue(image), cancellationToken);
            PushTarget place = PushTargets.Parse(parsed.GetRequiredValue(target), options.Tags(parsed), PushTargets.TagsOf(store, root), options.MountFrom(parsed));
            PushResult result = await new ImagePusher(context.Registries) { AllowDevelopmentKey = options.AllowDevelopmentKey(parsed) }.PushAsync(store, root, place, cancellationToken).ConfigureAwait(false);
            PushReport.Print(context.Terminal, parsed.GetValue(context.Json), result, options.DigestFile(parsed));
            return (int)ExitCode.Success;
        });
        return command;
    }
}
