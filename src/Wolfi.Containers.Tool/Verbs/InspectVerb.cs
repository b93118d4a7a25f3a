using System.CommandLine;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.Documents;

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
            ImageInspection inspection = ImageInspector.Inspect(ImageArguments.Read(place, parsed.GetValue(platform), context.Registries, cancellationToken), cancellationToken);
            foreach (string note in inspection.Notes)
            {
                context.Terminal.Error.WriteLine(Shown.Text($"note: {note}"));
            }

            if (parsed.GetValue(context.Json))
            {
                Json.Print(context.Terminal.Out, writer => InspectionDocument.Write(writer, inspection));
            }
            else
            {
                InspectionText.Print(context.Terminal, place, inspection);
            }

            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }
}
