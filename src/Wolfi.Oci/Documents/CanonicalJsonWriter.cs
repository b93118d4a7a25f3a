using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace Wolfi.Oci.Documents;

/// <summary>
/// Writes JSON as image documents have it: UTF-8, no insignificant whitespace, keys in the caller's order, only what JSON demands escaped.
/// Its own writer, because the framework's encoders also escape whatever their Unicode tables don't know, so that bytes would follow the runtime.
/// </summary>
public sealed class CanonicalJsonWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _comma;

    /// <summary>What has been written so far: a copy.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory.ToArray();

    /// <summary>Begins an object.</summary>
    public void StartObject() => Open((byte)'{');

    /// <summary>Ends an object.</summary>
    public void EndObject() => Close((byte)'}');

    /// <summary>Begins an array.</summary>
    public void StartArray() => Open((byte)'[');

    /// <summary>Ends an array.</summary>
    public void EndArray() => Close((byte)']');

    /// <summary>Writes a member's name; its value comes next.</summary>
    /// <exception cref="OciException"><see cref="OciFault.MalformedDocument"/>: it is not valid Unicode.</exception>
    public void Name(string name)
    {
        String(name);
        Raw((byte)':');
        _comma = false;
    }

    /// <summary>Writes a string.</summary>
    /// <exception cref="OciException"><see cref="OciFault.MalformedDocument"/>: it is not valid Unicode.</exception>
    public void String(string value)
    {
        Separate();
        Raw((byte)'"');
        foreach (ReadOnlySpan<char> piece in new Pieces(value))
        {
            if (Escape(piece[0]) is { } escape)
            {
                _bytes.Write(Encoding.ASCII.GetBytes(escape));
            }
            else
            {
                Text(piece, value);
            }
        }

        Raw((byte)'"');
        _comma = true;
    }

    /// <summary>Writes a whole number.</summary>
    public void Number(long value)
    {
        Separate();
        bool formatted = Utf8Formatter.TryFormat(value, _bytes.GetSpan(20), out int written);
        Debug.Assert(formatted, "Twenty bytes hold every 64-bit number.");
        _bytes.Advance(written);
        _comma = true;
    }

    /// <summary>Writes null.</summary>
    public void Null()
    {
        Separate();
        _bytes.Write("null"u8);
        _comma = true;
    }

    /// <summary>Writes a value that is JSON already, as it is.</summary>
    public void Json(ReadOnlySpan<byte> value)
    {
        Separate();
        _bytes.Write(value);
        _comma = true;
    }

    /// <summary>Writes true or false.</summary>
    public void Boolean(bool value)
    {
        Separate();
        _bytes.Write(value ? "true"u8 : "false"u8);
        _comma = true;
    }

    /// <summary>Writes a member, unless its value is null.</summary>
    public void Member(string name, string? value)
    {
        if (value is not null)
        {
            Name(name);
            String(value);
        }
    }

    /// <summary>Writes a member that is true; one that is false is left out.</summary>
    public void Member(string name, bool value)
    {
        if (value)
        {
            Name(name);
            Boolean(true);
        }
    }

    /// <summary>Writes an array of strings in its order, unless it is empty.</summary>
    public void Member(string name, ImmutableArray<string> values)
    {
        if (!values.IsDefaultOrEmpty)
        {
            Name(name);
            StartArray();
            foreach (string value in values)
            {
                String(value);
            }

            EndArray();
        }
    }

    /// <summary>Writes an object of strings by ordinal order of their names, unless it is empty.</summary>
    public void Member(string name, ImmutableSortedDictionary<string, string> values)
    {
        if (!values.IsEmpty)
        {
            Name(name);
            StartObject();
            foreach ((string key, string value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Member(key, value);
            }

            EndObject();
        }
    }

    /// <summary>A set in Go's notation: an object of empty objects.</summary>
    public void Member(string name, ImmutableSortedSet<string> values)
    {
        if (!values.IsEmpty)
        {
            Name(name);
            StartObject();
            foreach (string value in values.Order(StringComparer.Ordinal))
            {
                Name(value);
                StartObject();
                EndObject();
            }

            EndObject();
        }
    }

    private static string? Escape(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => $"\\u{(int)letter:x4}",
        _ => null,
    };

    private void Text(ReadOnlySpan<char> piece, string value)
    {
        Span<byte> target = _bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(piece.Length));
        if (System.Text.Unicode.Utf8.FromUtf16(piece, target, out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new OciException(OciFault.MalformedDocument, $"'{Shown.Text(value)}' is not valid Unicode text and can't stand in an image document.");
        }

        _bytes.Advance(written);
    }

    private void Open(byte bracket)
    {
        Separate();
        Raw(bracket);
        _comma = false;
    }

    private void Close(byte bracket)
    {
        Raw(bracket);
        _comma = true;
    }

    private void Separate()
    {
        if (_comma)
        {
            Raw((byte)',');
            _comma = false;
        }
    }

    private void Raw(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>Cuts text into single characters to escape and runs of the others.</summary>
    private ref struct Pieces(string text)
    {
        private ReadOnlySpan<char> _rest = text;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly Pieces GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            int plain = 0;
            while (plain < _rest.Length && Escape(_rest[plain]) is null)
            {
                plain++;
            }

            Current = _rest[..Math.Max(plain, 1)];
            _rest = _rest[Current.Length..];
            return true;
        }
    }
}
