using System.Globalization;
using Wolfi.Containers.Inspection;

namespace Wolfi.Containers.Tool.Output;

/// <summary>An image for several platforms, for people and as JSON.</summary>
internal static class IndexReport
{
    public static void Print(Terminal terminal, bool json, string place, InspectedIndex index)
    {
        foreach (string note in index.Notes)
        {
            terminal.Error.WriteLine(Shown.Text($"note: {note}"));
        }

        if (json)
        {
            PrintJson(terminal, index);
            return;
        }

        TextWriter output = terminal.Out;
        output.WriteLine(Shown.Text(place));
        output.Field("index", index.Image.Digest.ToString());
        output.Field("size", Number(index.Size));
        output.Field("shared", Number(index.SharedBytes));
        output.WriteLine();
        Tables.Print(
            terminal,
            [new("platform"), new("digest"), new("layers", IsNumber: true), new("bytes", IsNumber: true)],
            index.Image.Images.Select(image => new[] { image.Config.Value.Platform.ToString(), image.Digest.ToString(), Number(image.Layers.Length), Number(image.Size) }));
        output.WriteLine();
        output.WriteLine("--platform shows one of them.");
    }

    private static void PrintJson(Terminal terminal, InspectedIndex index) => Json.Print(terminal.Out, writer =>
    {
        writer.WriteString("digest", index.Image.Digest.ToString());
        writer.WriteString("mediaType", index.Image.Index.Value.MediaType);
        writer.WriteNumber("bytes", index.Size);
        writer.WriteNumber("sharedBytes", index.SharedBytes);
        writer.WriteObjects("platforms", index.Image.Images, (one, image) =>
        {
            one.WriteString("platform", image.Config.Value.Platform.ToString());
            one.WriteString("digest", image.Digest.ToString());
            one.WriteNumber("layers", image.Layers.Length);
            one.WriteNumber("bytes", image.Size);
        });
        writer.WriteStrings("notes", index.Notes);
    });

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
