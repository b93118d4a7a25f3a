using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace Wolfi.Oci.Documents;

/// <summary>One value of a JSON document from outside, with its document's name and its path, so that every complaint says where.</summary>
internal sealed class JsonPart
{
    private readonly JsonElement _element;
    private readonly string _document;
    private readonly string _path;

    private JsonPart(JsonElement element, string document, string path)
    {
        _element = element;
        _document = document;
        _path = path;
    }

    /// <summary>The items of an array, each with its place.</summary>
    public IEnumerable<JsonPart> Items
    {
        get
        {
            Demand(JsonValueKind.Array, "an array");
            (string document, string path) = (_document, _path);
            return _element.EnumerateArray().Select((item, index) => new JsonPart(item, document, $"{path}[{index}]"));
        }
    }

    public int Count => _element.ValueKind == JsonValueKind.Array ? _element.GetArrayLength() : 0;

    /// <summary>Reads bytes whose top is an object; strict JSON without duplicate names.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, string document, Func<JsonPart, T> read) => ReadAny(bytes, document, top =>
    {
        top.Demand(JsonValueKind.Object, "an object");
        return read(top);
    });

    /// <summary>Reads bytes whose top is anything; strict JSON without duplicate names.</summary>
    public static T ReadAny<T>(ReadOnlyMemory<byte> bytes, string document, Func<JsonPart, T> read)
    {
        if (bytes.Length > Limits.DocumentBytes)
        {
            throw new OciException(OciFault.LimitExceeded, $"{document} has {bytes.Length} bytes; at most {Limits.DocumentBytes} are read.");
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            throw new OciException(OciFault.MalformedDocument, $"{document} is not UTF-8 text.");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = Limits.JsonDepth });
            return read(new JsonPart(json.RootElement, document, ""));
        }
        catch (JsonException exception)
        {
            throw new OciException(OciFault.MalformedDocument, $"{document} is not the JSON it should be: {Shown.Text(exception.Message)}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // What the framework throws for an escaped lone surrogate, in a name or a value.
            throw new OciException(OciFault.MalformedDocument, $"{document} holds text that is not valid Unicode.", exception);
        }
    }

    /// <summary>Refuses members that differ from a known name in case alone: Go's readers, unlike ours, would take them for it.</summary>
    public void RefuseVariantsOf(IReadOnlySet<string> names)
    {
        Demand(JsonValueKind.Object, "an object");
        foreach (JsonProperty member in _element.EnumerateObject())
        {
            string name = member.Name;
            if (!names.Contains(name) && names.Any(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw Fault($"has a member '{Shown.Text(name)}', which readers that ignore case would take for another");
            }
        }
    }

    /// <summary>A member, or null when it is absent or JSON null.</summary>
    public JsonPart? Find(string name)
    {
        Demand(JsonValueKind.Object, "an object");
        return _element.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
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
        return _element.GetString()!;
    }

    public long AsNumber() => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out long value) ? value : throw Fault("is not a whole number of 64 bits");

    public bool AsBoolean() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault("is not true or false"),
    };

    /// <summary>A member that is an array of strings; empty when absent.</summary>
    public ImmutableArray<string> Texts(string name) => Find(name)?.Items.Select(item => item.AsText()).ToImmutableArray() ?? [];

    /// <summary>A member that is an object of strings; empty when absent.</summary>
    public ImmutableSortedDictionary<string, string> Map(string name) =>
        Find(name)?.Members().ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.AsText(), StringComparer.Ordinal) ?? Maps.Empty;

    /// <summary>A member that is a set in Go's notation: an object whose values say nothing.</summary>
    public ImmutableSortedSet<string> Set(string name) => Find(name)?.Members().Select(pair => pair.Key).ToImmutableSortedSet(StringComparer.Ordinal) ?? Maps.EmptySet;

    public Digest AsDigest() => Digest.TryParse(AsText(), out Digest? digest)
        ? digest
        : throw new OciException(OciFault.InvalidDigest, $"{_document}: {_path} is no digest ('sha256:' and 64 lower-case hexadecimal digits): '{Shown.Text(AsText())}'.");

    public OciException Fault(string what) => Fault(OciFault.MalformedDocument, what);

    public OciException Fault(OciFault fault, string what) => new(fault, _path.Length == 0 ? $"{_document} {what}." : $"{_document}: {_path} {what}.");

    private IEnumerable<KeyValuePair<string, JsonPart>> Members()
    {
        Demand(JsonValueKind.Object, "an object");
        (string document, string path) = (_document, _path);
        return _element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, new JsonPart(member.Value, document, $"{path}['{Shown.Text(member.Name)}']")));
    }

    private void Demand(JsonValueKind kind, string what)
    {
        if (_element.ValueKind != kind)
        {
            throw Fault($"is not {what}");
        }
    }
}
