using System.CommandLine;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>copy REF REF</c>: an image from one registry to another, with what is attached to it.</summary>
internal static class CopyVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> source = new("SOURCE") { Description = "REGISTRY/REPOSITORY[:TAG][@DIGEST] of the image." };
        Argument<string> target = new("TARGET") { Description = "REGISTRY/REPOSITORY[:TAG]; without a tag, and without --tag, the source's." };
        PushOptions options = new();
        Command command = new("copy", "Copy an image from one registry to another, or within one, for all its platforms and with signatures and other attachments.") { source, target };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string text = parsed.GetRequiredValue(source);
            ImageReference reference = ImageReference.TryParse(text, out ImageReference? read) ? read : throw ImageInputErrors.InvalidLocation.Fail($"'{text}' is no image reference.");
            PushTarget place = PushTargets.Parse(parsed.GetRequiredValue(target), options.Tags(parsed), reference.Tag is { } tag ? [tag] : [], options.MountFrom(parsed));
            PushResult result = await new ImagePusher(context.Registries) { AllowDevelopmentKey = options.AllowDevelopmentKey(parsed) }.CopyAsync(reference, place, cancellationToken).ConfigureAwait(false);
            PushReport.Print(context.Terminal, parsed.GetValue(context.Json), result, options.DigestFile(parsed));
            return (int)ExitCode.Success;
        });
        return command;
    }
}
