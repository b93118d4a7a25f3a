using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Locking;

/// <summary>Walks through the JSON of a lock file, strictly; every complaint says at which line and column.</summary>
internal ref struct LockJson
{
    private const int MaximumDepth = 8;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _document;
    private Utf8JsonReader _reader;

    public LockJson(ReadOnlySpan<byte> bytes, string document)
    {
        _bytes = bytes;
        _document = document;
        _reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaximumDepth });
    }

    /// <summary>Takes the next token, which must begin an object.</summary>
    public void BeginObject() => Demand(JsonTokenType.StartObject, "an object");

    /// <summary>Takes the next token, which must begin an array.</summary>
    public void BeginArray() => Demand(JsonTokenType.StartArray, "an array");

    /// <summary>Goes to the next member of the object: its place in <paramref name="names"/>, or -1 at the object's end.</summary>
    /// <param name="names">The names that may stand there.</param>
    /// <param name="seen">The members so far, one bit each; begin with 0.</param>
    public int NextMember(ReadOnlySpan<string> names, ref int seen)
    {
        Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            return -1;
        }

        for (int i = 0; i < names.Length; i++)
        {
            if (_reader.ValueTextEquals(names[i]))
            {
                if ((seen & (1 << i)) != 0)
                {
                    throw Fault($"'{names[i]}' stands here for the second time");
                }

                seen |= 1 << i;
                return i;
            }
        }

        throw Fault($"there is no member '{Shown(Text())}' here");
    }

    /// <summary>Refuses an object, whose end was just read, that lacks one of its members.</summary>
    public readonly void Require(ReadOnlySpan<string> names, int seen, int required)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if ((required & ~seen & (1 << i)) != 0)
            {
                throw Fault($"the object that ends here has no '{names[i]}'");
            }
        }
    }

    /// <summary>Goes to the next member of an object whose members' names are data; null at the object's end.</summary>
    public string? NextName()
    {
        Read();
        return _reader.TokenType == JsonTokenType.EndObject ? null : Text();
    }

    /// <summary>Goes to the next item of an array of objects; false at its end.</summary>
    public bool NextObject()
    {
        Read();
        return _reader.TokenType switch
        {
            JsonTokenType.EndArray => false,
            JsonTokenType.StartObject => true,
            _ => throw Fault("this should be an object"),
        };
    }

    /// <summary>Takes a string.</summary>
    public string ReadText()
    {
        Read();
        return Current();
    }

    /// <summary>Takes a string that must have a form. A complaint does not repeat it: it may be a URL with a password.</summary>
    public string ReadText(Func<string, bool> isValid, string what)
    {
        string text = ReadText();
        return isValid(text) ? text : throw Fault($"this should be {what}");
    }

    /// <summary>Takes an array of strings of a form, each once.</summary>
    public ImmutableArray<string> ReadTexts(Func<string, bool> isValid, string what)
    {
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();
        HashSet<string> known = new(StringComparer.Ordinal);
        BeginArray();
        while (NextText() is { } text)
        {
            texts.Add(!isValid(text) ? throw Fault($"this should be {what}")
                : !known.Add(text) ? throw Fault($"'{text}' stands here for the second time")
                : text);
        }

        return texts.DrainToImmutable();
    }

    /// <summary>Takes the word for who vouched for a package.</summary>
    public LockedSignature ReadSignature() => ReadText() switch
    {
        LockNames.SignedPackage => LockedSignature.Package,
        LockNames.SignedIndex => LockedSignature.Index,
        _ => throw Fault($"this should be '{LockNames.SignedPackage}' or '{LockNames.SignedIndex}'"),
    };

    /// <summary>Takes a whole number of at least 0.</summary>
    public long ReadNumber()
    {
        Read();
        return _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out long value) && value >= 0
            ? value
            : throw Fault("this should be a whole number from 0 to 2^63-1");
    }

    /// <summary>Takes a repository's place, which is told from 2 on.</summary>
    public int ReadPlace() => ReadNumber() is var place and >= 2 and <= 1000 ? (int)place : throw Fault("this should be a number from 2 to 1000");

    /// <summary>Checks that nothing follows.</summary>
    public void End()
    {
        if (TryRead())
        {
            throw Fault("there is more after the end");
        }
    }

    /// <summary>A complaint about the token that was read last.</summary>
    public readonly WolfiException Fault(string reason) => Fault(_reader.TokenStartIndex, reason);

    /// <summary>Text from the file for a message: short, and without what would break a line.</summary>
    public static string Shown(string text)
    {
        string shown = text.Length > 100 ? text[..100] + "…" : text;
        return string.Concat(shown.Select(c => char.IsControl(c) ? '\uFFFD' : c));
    }

    private void Demand(JsonTokenType type, string what)
    {
        Read();
        if (_reader.TokenType != type)
        {
            throw Fault($"this should be {what}");
        }
    }

    private string? NextText()
    {
        Read();
        return _reader.TokenType == JsonTokenType.EndArray ? null : Current();
    }

    private readonly string Current() => _reader.TokenType == JsonTokenType.String ? Text() : throw Fault("this should be a string");

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault("this text is not valid Unicode");
        }
    }

    private void Read()
    {
        if (!TryRead())
        {
            throw Fault(_bytes.Length, "the file ends too early");
        }
    }

    private bool TryRead()
    {
        try
        {
            return _reader.Read();
        }
        catch (JsonException e)
        {
            throw LockErrors.Damaged.Fail(e, _document, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, "this is not JSON");
        }
    }

    private readonly WolfiException Fault(long offset, string reason)
    {
        ReadOnlySpan<byte> before = _bytes[..(int)offset];
        int line = before.Count((byte)'\n') + 1;
        int column = before.Length - before.LastIndexOf((byte)'\n');
        return LockErrors.Damaged.Fail(_document, line, column, reason);
    }
}
