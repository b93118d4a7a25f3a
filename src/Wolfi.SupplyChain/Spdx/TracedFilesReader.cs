using System.Collections.Immutable;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Spdx;

/// <summary>Reads the files of an SPDX document that this product wrote into an app's package, with what it says of each.</summary>
public static class TracedFilesReader
{
    /// <summary>What the document says of each file, by its path without leading slash: the lines of its comment, <c>name=value</c>.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="document">Its name, for messages.</param>
    /// <exception cref="EvidenceException">It is damaged, too large, or names a file twice.</exception>
    public static ImmutableDictionary<string, ImmutableDictionary<string, string>> Read(ReadOnlyMemory<byte> bytes, string document) => JsonPart.Read(bytes, document, top =>
    {
        ImmutableDictionary<string, ImmutableDictionary<string, string>>.Builder files = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        foreach (JsonPart file in top.Find("files")?.Items(Limits.SpdxFiles) ?? [])
        {
            string path = file.Require("fileName").AsText().TrimStart('/');
            if (!files.TryAdd(path, Facts(file.Text("comment") ?? "")))
            {
                throw file.Fault("names a file that is there before");
            }
        }

        return files.ToImmutable();
    });

    private static ImmutableDictionary<string, string> Facts(string comment)
    {
        ImmutableDictionary<string, string>.Builder facts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string[] fact in comment.Split('\n').Select(line => line.Split('=', 2)).Where(fact => fact.Length == 2))
        {
            facts.TryAdd(fact[0], fact[1]);
        }

        return facts.ToImmutable();
    }
}
