using System.Buffers;
using System.Text;
using System.Text.Json;
using Wolfi.Apk.Caching;

namespace Wolfi.Containers.Tool.Output;

/// <summary>The one JSON document of a run.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = new PlainTextEncoder() };

    /// <summary>Loads what it takes to write a document.</summary>
    public static void Prepare() => Print(TextWriter.Null, writer => writer.WriteString("a", "a"));

    /// <summary>Prints the document whose members <paramref name="writeMembers"/> writes.</summary>
    public static void Print(TextWriter output, Action<Utf8JsonWriter> writeMembers)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    /// <summary>Writes an array of one object an item.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeMembers)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            writer.WriteStartObject();
            writeMembers(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes what some entries of a cache take.</summary>
    public static void WriteShare(this Utf8JsonWriter writer, string name, CacheShare share)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("entries", share.Entries);
        writer.WriteNumber("bytes", share.Bytes);
        writer.WriteEndObject();
    }

    /// <summary>Writes an array of strings.</summary>
    public static void WriteStrings(this Utf8JsonWriter writer, string name, IEnumerable<string> items)
    {
        writer.WriteStartArray(name);
        foreach (string item in items)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
