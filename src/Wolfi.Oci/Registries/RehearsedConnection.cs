using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Wolfi.Oci.Registries;

/// <summary>A connection that ends in this process: it answers as a registry without TLS and without the referrers API would, and keeps manifests alone.</summary>
/// <param name="manifests">The manifests, by their paths; shared by the connections of a rehearsal.</param>
/// <param name="there">Digests of the blobs that the registry has.</param>
internal sealed class RehearsedConnection(ConcurrentDictionary<string, RehearsedManifest> manifests, ConcurrentDictionary<string, bool> there) : SequentialStream
{
    private const byte TlsHandshake = 0x16;

    private readonly Channel<byte[]> _answers = Channel.CreateUnbounded<byte[]>();
    private readonly MemoryStream _asked = new();
    private ReadOnlyMemory<byte> _answer;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Of no bytes at all: whether an answer has begun.
        if (_answer.IsEmpty)
        {
            _answer = await _answers.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(buffer.Length, _answer.Length);
        _answer[..count].CopyTo(buffer);
        _answer = _answer[count..];
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _asked.Write(buffer.Span);
        byte[] asked = _asked.ToArray();
        if (asked.Length > 0 && asked[0] == TlsHandshake)
        {
            Answer("400 Bad Request", "", []);
            return ValueTask.CompletedTask;
        }

        int end = asked.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end >= 0 && Encoding.ASCII.GetString(asked, 0, end).Split("\r\n") is var lines && end + 4 + LengthOf(lines) is var whole && asked.Length >= whole)
        {
            _asked.SetLength(0);
            Answer(lines, asked[(end + 4)..whole]);
        }

        return ValueTask.CompletedTask;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        _answers.Writer.TryComplete();
        base.Dispose(disposing);
    }

    private static int LengthOf(string[] lines) => int.TryParse(Header(lines, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out int length) ? length : 0;

    private static string Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    private void Answer(string[] lines, byte[] body)
    {
        (string method, string path) = lines[0].Split(' ') is [var first, var second, ..] ? (first, second) : ("", "");
        switch (method)
        {
            case "PUT" when path.Contains("/manifests/", StringComparison.Ordinal):
                manifests[path] = new RehearsedManifest(Header(lines, "Content-Type"), body);
                Answer("201 Created", "", []);
                break;
            case "PUT":
                Answer("201 Created", "", []);
                break;
            case "POST":
                Answer("202 Accepted", "Location: /v2/rehearsal/blobs/uploads/1\r\n", []);
                break;
            case "HEAD" when there.ContainsKey(path[(path.LastIndexOf('/') + 1)..]):
                Answer("200 OK", "", []);
                break;
            case "GET" when manifests.TryGetValue(path, out RehearsedManifest? manifest):
                Answer("200 OK", $"Content-Type: {manifest.MediaType}\r\n", manifest.Bytes);
                break;
            default:
                Answer("404 Not Found", "", []);
                break;
        }
    }

    private void Answer(string status, string headers, byte[] body) => _answers.Writer.TryWrite(
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\n\r\n")), .. body]);
}
