using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Mirroring;

namespace Wolfi.Containers.Tool.Output;

/// <summary>What a mirror holds, as JSON and for people.</summary>
internal static class MirrorReport
{
    /// <summary>Prints a line for each folder, or the document.</summary>
    public static void Print(Terminal terminal, bool json, MirrorRequest request, ImmutableArray<MirroredArchitecture> mirrored)
    {
        string others = request.Prune ? "removed" : "left";
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("folder", request.Folder);
                writer.WriteString("key", request.Key.PublicKey.Name);
                writer.WriteObjects("folders", mirrored, (writer, folder) => Write(writer, folder, others));
            });
            return;
        }

        foreach (MirroredArchitecture folder in mirrored)
        {
            string rest = folder.Others.IsEmpty ? "" : $", {Shown.Count(folder.Others.Length, "package")} that the lock file does not name {others}";
            terminal.Out.WriteLine(Shown.Text(
                $"{folder.Folder}: {Shown.Count(folder.Packages.Length, "package")} of {folder.Repository}, {folder.Added.Length} of them added{rest}; index signed by {request.Key.PublicKey.Name}"));
        }
    }

    private static void Write(Utf8JsonWriter writer, MirroredArchitecture folder, string others)
    {
        writer.WriteString("repository", folder.Repository.Url);
        writer.WriteString("folder", folder.Folder);
        writer.WriteStrings("packages", folder.Packages.Select(record => record.FileName));
        writer.WriteStrings("added", folder.Added);
        writer.WriteStrings(others, folder.Others);
    }
}
