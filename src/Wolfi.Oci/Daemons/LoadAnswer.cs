using System.Text.Json;

namespace Wolfi.Oci.Daemons;

/// <summary>What a daemon says while it loads an image: JSON objects one after the other. An error among them is the answer, whatever the status was.</summary>
/// <param name="daemon">The daemon, for messages.</param>
/// <param name="said">Hears what is said, a line at a time.</param>
internal sealed class LoadAnswer(string daemon, Action<string> said)
{
    private const int FirstBuffer = 4096;
    private const int LongestMessage = 256 * 1024;
    private const long LongestAnswer = 16 * 1024 * 1024;
    private const int MostDepth = 16;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _length;
    private string? _error;

    /// <summary>Reads all of it.</summary>
    /// <param name="read">Reads the next piece; 0 is the end.</param>
    /// <exception cref="DaemonException">The daemon tells of an error, or says something else than it should.</exception>
    public async Task ReadAsync(Func<Memory<byte>, ValueTask<int>> read)
    {
        long total = 0;
        bool ended = false;
        while (!ended)
        {
            if (_length == _buffer.Length)
            {
                if (_length >= LongestMessage)
                {
                    throw TooLong();
                }

                Array.Resize(ref _buffer, _length * 2);
            }

            int count = await read(_buffer.AsMemory(_length)).ConfigureAwait(false);
            ended = count == 0;
            _length += count;
            total += count;
            if (total > LongestAnswer)
            {
                throw TooLong();
            }

            Consume(ended);
        }

        if (_error is { } error)
        {
            throw Failure(error, daemon);
        }
    }

    /// <summary>The failure for what a daemon says.</summary>
    public static DaemonException Failure(string error, string daemon) => new(
        DaemonException.TellsOfFullDisk(error) ? DaemonFault.DiskFull : DaemonFault.Rejected,
        $"{daemon} does not take the image: {EngineWords.Of(error)}.");

    private void Consume(bool ended)
    {
        int used = 0;
        try
        {
            while (used < _length)
            {
                ReadOnlySpan<byte> rest = _buffer.AsSpan(used, _length - used);
                Utf8JsonReader reader = new(rest, ended, new JsonReaderState(new JsonReaderOptions { MaxDepth = MostDepth, AllowMultipleValues = true }));
                if (!reader.Read() || !reader.TrySkip())
                {
                    break;
                }

                Take(rest[..(int)reader.BytesConsumed]);
                used += (int)reader.BytesConsumed;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new DaemonException(DaemonFault.UnexpectedAnswer, $"{daemon} answers to the image with something else than its JSON messages: {Shown.Text(System.Text.Encoding.UTF8.GetString(_buffer.AsSpan(used, Math.Min(_length - used, 80))))}", exception);
        }

        _buffer.AsSpan(used, _length - used).CopyTo(_buffer);
        _length -= used;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        using JsonDocument message = JsonDocument.Parse(bytes.ToArray(), new JsonDocumentOptions { MaxDepth = MostDepth });
        JsonElement top = message.RootElement;
        if (top.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("It is no object.");
        }

        if (Text(top, "error") is { } error)
        {
            _error ??= top.TryGetProperty("errorDetail", out JsonElement detail) && detail.ValueKind == JsonValueKind.Object && Text(detail, "message") is { Length: > 0 } more ? more : error;
        }
        else if ((Text(top, "stream") ?? Text(top, "status")) is { } line && line.Trim().Length > 0)
        {
            said(Shown.Text(line.Trim()));
        }
    }

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private DaemonException TooLong() => new(DaemonFault.LimitExceeded, $"{daemon} answers to the image with more than is read.");
}
