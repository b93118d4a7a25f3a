using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>inspect IMAGE</c>: what an image consists of.</summary>
internal static class InspectVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> image = ImageOptions.Image();
        Option<Platform?> platform = ImageOptions.Platform();
        Command command = new("inspect", "Show an image's layers, packages and sizes by source, as the image records them. Signatures are not checked.") { image, platform };
        command.SetAction((parsed, cancellationToken) =>
        {
            string place = parsed.GetRequiredValue(image);
            Platform? one = parsed.GetValue(platform);
            (ImageStore store, Descriptor root) = ImageArguments.OpenRoot(place, one, context.Registries, withReferrers: false, [], cancellationToken);
            bool json = parsed.GetValue(context.Json);
            if (MediaTypes.IsIndex(root.MediaType) && one is null)
            {
                IndexReport.Print(context.Terminal, json, place, IndexInspector.Inspect(store, root, cancellationToken));
                return Task.FromResult((int)ExitCode.Success);
            }

            Image read = one is null ? StoredImage.Of(store, root, null, cancellationToken).Image : ImageArguments.ImageOf(store, root, one, cancellationToken);
            ImageInspection inspection = ImageInspector.Inspect(read, cancellationToken);
            ImmutableArray<SourceShare> sources = ImageSources.Of(read, inspection, cancellationToken);
            foreach (string note in inspection.Notes)
            {
                context.Terminal.Error.WriteLine(Shown.Text($"note: {note}"));
            }

            if (json)
            {
                Json.Print(context.Terminal.Out, writer => InspectionDocument.Write(writer, inspection, sources));
            }
            else
            {
                InspectionText.Print(context.Terminal, place, inspection, sources);
            }

            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }
}
