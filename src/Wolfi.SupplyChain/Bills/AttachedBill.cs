using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Components;

namespace Wolfi.SupplyChain.Bills;

/// <summary>A bill of materials that is attached to an image, read back.</summary>
public abstract class AttachedBill
{
    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private protected AttachedBill(ReadOnlyMemory<byte> bytes, string? subject, ImmutableArray<ListedComponent> components)
    {
        Bytes = bytes;
        Subject = subject;
        Components = components;
    }

    /// <summary>The document as it is.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Digest of the manifest that it says it is about (<c>sha256:…</c>); null where it does not say.</summary>
    public string? Subject { get; }

    /// <summary>Its components but the image itself, in the document's order.</summary>
    public ImmutableArray<ListedComponent> Components { get; }

    /// <summary>Reads a document.</summary>
    /// <param name="kind">SPDX or CycloneDX.</param>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, too large, or of another version.</exception>
    public static AttachedBill Read(EvidenceKind kind, ReadOnlyMemory<byte> bytes, string name) => kind switch
    {
        EvidenceKind.Spdx => SpdxBill.Read(bytes, name),
        EvidenceKind.CycloneDx => CycloneDxBill.Read(bytes, name),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No form of a bill of materials."),
    };

    /// <summary>The same document with the components of one source alone, under an identity of its own: another document of the same facts.</summary>
    public ReadOnlyMemory<byte> Of(ComponentSource source)
    {
        // Strictly read before: what is taken apart here is well formed, and has the members that are asked for.
        JsonObject document = JsonNode.Parse(Bytes.Span)!.AsObject();
        Reduce(document, [.. Components.Where(component => component.Source == source).Select(component => component.Id)], SourceNames.Of(source));
        return Encoding.UTF8.GetBytes(document.ToJsonString(s_compact));
    }

    private protected abstract void Reduce(JsonObject document, HashSet<string> kept, string source);

    private protected static void RemoveWhere(JsonArray array, Func<JsonObject, bool> condition)
    {
        for (int i = array.Count - 1; i >= 0; i--)
        {
            if (condition(array[i]!.AsObject()))
            {
                array.RemoveAt(i);
            }
        }
    }

    private protected static string Text(JsonObject item, string name) => (string)item[name]!;
}
