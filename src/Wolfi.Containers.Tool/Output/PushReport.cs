using System.Text;
using Wolfi.Containers.Files;
using Wolfi.Containers.Registries;

namespace Wolfi.Containers.Tool.Output;

/// <summary>What a push did, as JSON and for people: the digest reference alone on standard output, so that scripts can take it.</summary>
internal static class PushReport
{
    /// <summary>Prints the answer, and writes the digest to a file where one is named.</summary>
    public static void Print(Terminal terminal, bool json, PushResult result, string? digestFile)
    {
        if (digestFile is not null)
        {
            OutputFile.Write(digestFile, stream =>
            {
                stream.Write(Encoding.ASCII.GetBytes($"{result.Reference.Digest}\n"));
                return true;
            });
        }

        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("reference", result.Reference.ToString());
                writer.WriteString("digest", result.Reference.Digest!.ToString());
                writer.WriteStrings("tags", result.Tags);
                writer.WriteNumber("attachments", result.Attachments);
                writer.WriteNumber("blobs", result.Blobs);
                writer.WriteNumber("pushedBlobs", result.PushedBlobs);
                writer.WriteNumber("mountedBlobs", result.MountedBlobs);
                writer.WriteNumber("pushedBytes", result.PushedBytes);
            });
            return;
        }

        terminal.Out.WriteLine(result.Reference.ToString());
        terminal.Error.WriteLine(Shown.Text(PushText.Of(result)));
    }
}
