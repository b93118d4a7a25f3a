using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Daemons;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.Daemons;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>load IMAGE</c>: an image into Docker or Podman.</summary>
internal static class LoadVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> image = ImageOptions.Image();
        Option<Platform?> platform = ImageOptions.Platform();
        Option<string[]> tags = new("--tag") { HelpName = "NAME", Description = "A name for it there, such as my-app:1.0, in place of its own; may be given more than once.", DefaultValueFactory = _ => [] };
        Option<ContainerEngine?> engine = Engine();
        Command command = new("load", "Load an image into Docker or Podman, where it is not there already: of an image for several platforms the one for this machine.") { image, tags, engine, platform };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ImmutableArray<ImageReference> named = LoadedNames.Parse(parsed.GetRequiredValue(tags));
            (ImageStore store, ImageLocation location) = ImageArguments.OpenPlace(parsed.GetRequiredValue(image), context.Registries, cancellationToken);
            Image read = HostPlatform.Read(store, location.Tag, parsed.GetValue(platform), cancellationToken);
            ImmutableArray<ImageReference> names = !named.IsEmpty ? named
                : location.Reference is { } reference ? (reference.Digest is null ? [reference.WithTag(reference.Tag ?? ImageReference.DefaultTag)] : [])
                : LoadedNames.Of(store, store.FindRoot(location.Tag, cancellationToken));
            ImageLoader loader = new(DaemonSourcesReader.Read(), context.Observer);
            LoadReport.Print(context.Terminal, parsed.GetValue(context.Json), await loader.LoadAsync(read, names, parsed.GetValue(engine), cancellationToken).ConfigureAwait(false));
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static Option<ContainerEngine?> Engine() => new("--to")
    {
        HelpName = "docker|podman",
        Description = "The engine. Default: whichever is there, Docker first.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Enum.TryParse(text, ignoreCase: true, out ContainerEngine engine) && char.IsAsciiLetter(text[0]))
            {
                return engine;
            }

            result.AddError($"--to: '{text}' is neither docker nor podman.");
            return null;
        },
    };
}
