using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Tests;

[TestClass]
public sealed class PlainTextEncoder_texts
{
    [TestMethod]
    public void Are_written_as_the_frameworks_encoder_writes_them()
    {
        string[] around = ["", "plain ", "é", "a longer text that stands before it "];
        for (int character = 0; character <= 0x10ffff; character = character < 0x3000 ? character + 1 : character + 97)
        {
            string one = character is >= 0xd800 and <= 0xdfff ? ((char)character).ToString() : char.ConvertFromUtf32(character);
            foreach (string before in around)
            {
                string text = before + one;
                Assert.AreEqual(Written(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, text), Written(new PlainTextEncoder(), text), $"U+{character:X4}");
            }
        }
    }

    private static string Written(JavaScriptEncoder encoder, string text)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Encoder = encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString(text, text);
            if (!text.Any(char.IsSurrogate))
            {
                writer.WriteString("bytes", Encoding.UTF8.GetBytes(text));
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
