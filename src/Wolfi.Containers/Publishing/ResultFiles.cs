using System.Text;
using Wolfi.Containers.Files;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Publishing;

/// <summary>Tells those who asked for it what was made: the digest in a file, and lines for the build server.</summary>
internal static class ResultFiles
{
    public static void Write(PublishRequest request, PublishResult result)
    {
        if (request.DigestFile is { } digestFile)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(digestFile)!);
            OutputFile.Write(digestFile, stream =>
            {
                stream.Write(Encoding.ASCII.GetBytes($"{result.Digest}\n"));
                return true;
            });
        }

        if (request.OutputsFile is { } outputsFile)
        {
            // Others write to it too: lines are added, in one piece.
            File.AppendAllText(outputsFile, $"image-reference={result.Reference}\nimage-digest={result.Digest}\nimage-tags={string.Join(',', request.Tags)}\n");
        }
    }
}
