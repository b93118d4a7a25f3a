using System.Text;
using System.Text.Json;

namespace Wolfi.Containers.AppPackages;

/// <summary>The web SDK's list of static assets carries the time at which each was built, as the <c>Last-Modified</c> that it is served with: the one published file that differs between two builds of the same content.</summary>
internal static class WebAssetManifest
{
    private const string Suffix = ".staticwebassets.endpoints.json";
    private const string Constant = "\"Tue, 01 Jan 1980 00:00:00 GMT\"";

    /// <summary>The longest that is rewritten; a longer one is packed as it is.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Whether a published file is such a list.</summary>
    public static bool IsOne(string relativePath) => relativePath.EndsWith(Suffix, StringComparison.Ordinal) && !relativePath.Contains('/', StringComparison.Ordinal);

    /// <summary>The text with every <c>Last-Modified</c> set to the time that files in the app's layers have, all else byte for byte; the same bytes when it is no JSON.</summary>
    public static byte[] Rewrite(byte[] text)
    {
        try
        {
            List<Range> values = FindTimes(text);
            return values.Count == 0 ? text : Replace(text, values);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static List<Range> FindTimes(byte[] text)
    {
        List<Range> times = [];
        Stack<Header> objects = new();
        string? property = null;
        int preamble = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        Utf8JsonReader reader = new(text.AsSpan(preamble));
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(new Header());
                    break;
                case JsonTokenType.PropertyName:
                    property = reader.GetString();
                    break;
                case JsonTokenType.String when property == "Name" && objects.TryPeek(out Header? header):
                    header.IsTime = reader.ValueTextEquals("Last-Modified"u8);
                    break;
                case JsonTokenType.String when property == "Value" && objects.TryPeek(out Header? header):
                    header.Value = (preamble + (int)reader.TokenStartIndex)..(preamble + (int)reader.BytesConsumed);
                    break;
                case JsonTokenType.EndObject when objects.Pop() is { IsTime: true, Value: { } value }:
                    times.Add(value);
                    break;
                default:
                    break;
            }
        }

        return times;
    }

    private static byte[] Replace(byte[] text, List<Range> values)
    {
        MemoryStream result = new(text.Length);
        int from = 0;
        foreach (Range value in values.OrderBy(value => value.Start.Value))
        {
            result.Write(text, from, value.Start.Value - from);
            result.Write(Encoding.ASCII.GetBytes(Constant));
            from = value.End.Value;
        }

        result.Write(text, from, text.Length - from);
        return result.ToArray();
    }

    private sealed class Header
    {
        public bool IsTime { get; set; }

        public Range? Value { get; set; }
    }
}
