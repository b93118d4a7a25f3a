using System.Text.Json;
using System.Text.Unicode;

namespace Wolfi.SupplyChain.Json;

/// <summary>One value of a JSON document from outside, with its document's name and its path, so that every complaint says where.</summary>
internal sealed class JsonPart
{
    private readonly string _document;
    private readonly string _path;

    private JsonPart(JsonElement element, string document, string path)
    {
        Element = element;
        _document = document;
        _path = path;
    }

    /// <summary>The value itself; valid while the reading lasts.</summary>
    public JsonElement Element { get; }

    public bool IsText => Element.ValueKind == JsonValueKind.String;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsArray => Element.ValueKind == JsonValueKind.Array;

    /// <summary>Reads bytes whose top is an object: strict JSON, UTF-8, without duplicate names.</summary>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.Malformed"/> or <see cref="EvidenceFault.LimitExceeded"/>.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, string document, Func<JsonPart, T> read)
    {
        if (bytes.Length > Limits.DocumentBytes)
        {
            throw new EvidenceException(EvidenceFault.LimitExceeded, $"{document} has {bytes.Length} bytes; at most {Limits.DocumentBytes} are read.");
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            throw new EvidenceException(EvidenceFault.Malformed, $"{document} is not UTF-8 text.");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = Limits.JsonDepth });
            JsonPart top = new(json.RootElement, document, "");
            top.Demand(JsonValueKind.Object, "an object");
            return read(top);
        }
        catch (JsonException exception)
        {
            throw new EvidenceException(EvidenceFault.Malformed, $"{document} is not the JSON it should be: {Shown.Text(exception.Message)}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // What the framework throws for an escaped lone surrogate, in a name or a value.
            throw new EvidenceException(EvidenceFault.Malformed, $"{document} holds text that is not valid Unicode.", exception);
        }
    }

    /// <summary>The items of an array, each with its place.</summary>
    /// <param name="most">More than these are refused.</param>
    public IEnumerable<JsonPart> Items(int most)
    {
        Demand(JsonValueKind.Array, "an array");
        if (Element.GetArrayLength() > most)
        {
            throw Fault(EvidenceFault.LimitExceeded, $"has {Element.GetArrayLength()} items; at most {most} are read");
        }

        (string document, string path) = (_document, _path);
        return Element.EnumerateArray().Select((item, index) => new JsonPart(item, document, $"{path}[{index}]"));
    }

    /// <summary>The members of an object, each with its place.</summary>
    /// <param name="most">More than these are refused.</param>
    public IEnumerable<KeyValuePair<string, JsonPart>> Members(int most)
    {
        Demand(JsonValueKind.Object, "an object");
        if (Element.GetPropertyCount() > most)
        {
            throw Fault(EvidenceFault.LimitExceeded, $"has {Element.GetPropertyCount()} members; at most {most} are read");
        }

        (string document, string path) = (_document, _path);
        return Element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, new JsonPart(member.Value, document, $"{path}['{Shown.Text(member.Name)}']")));
    }

    /// <summary>Refuses members with other names than these.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        Demand(JsonValueKind.Object, "an object");
        foreach (JsonProperty member in Element.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw Fault($"has a member '{Shown.Text(member.Name)}', which is not known there");
            }
        }
    }

    /// <summary>A member, or null when it is absent or JSON null.</summary>
    public JsonPart? Find(string name)
    {
        Demand(JsonValueKind.Object, "an object");
        return Element.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? new JsonPart(member, _document, _path.Length == 0 ? name : $"{_path}.{name}")
            : null;
    }

    /// <summary>A member that must be there.</summary>
    public JsonPart Require(string name) => Find(name) ?? throw Fault($"lacks '{name}'");

    /// <summary>A member's text, or null.</summary>
    public string? Text(string name) => Find(name)?.AsText();

    public string AsText()
    {
        Demand(JsonValueKind.String, "a string");
        return Element.GetString()!;
    }

    /// <summary>Base64 as RFC 4648 section 4 has it: padded, without blanks, without stray bits.</summary>
    public byte[] AsBytes()
    {
        string text = AsText();
        byte[] bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out int count) && Convert.ToBase64String(bytes.AsSpan(0, count)) == text
            ? bytes[..count]
            : throw Fault("is not standard base64");
    }

    public long AsNumber() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out long value) ? value : throw Fault("is not a whole number of 64 bits");

    public EvidenceException Fault(string what) => Fault(EvidenceFault.Malformed, what);

    public EvidenceException Fault(EvidenceFault fault, string what) => new(fault, _path.Length == 0 ? $"{_document} {what}." : $"{_document}: {_path} {what}.");

    private void Demand(JsonValueKind kind, string what)
    {
        if (Element.ValueKind != kind)
        {
            throw Fault($"is not {what}");
        }
    }
}
