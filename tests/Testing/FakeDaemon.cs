using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Wolfi.Testing;

/// <summary>A container engine on a unix socket of the test's own, as Docker's daemon answers, or as wrong as a test wants it.</summary>
public sealed class FakeDaemon : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _loop;

    /// <summary>Starts it.</summary>
    /// <param name="socket">Path of the socket.</param>
    public FakeDaemon(string socket)
    {
        SocketPath = socket;
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(socket));
        _listener.Listen();
        _loop = AcceptAsync();
    }

    /// <summary>Path of the socket.</summary>
    public string SocketPath { get; }

    /// <summary>Where it listens, as <c>DOCKER_HOST</c> has it.</summary>
    public string Url => "unix://" + SocketPath;

    /// <summary>What it calls itself.</summary>
    public string Server { get; set; } = "Docker/29.1.0 (linux)";

    /// <summary>The driver of its store.</summary>
    public string Driver { get; set; } = "overlay2";

    /// <summary>The images by their names and ids: id and diff ids.</summary>
    public ConcurrentDictionary<string, (string Id, string[] DiffIds)> Images { get; } = new(StringComparer.Ordinal);

    /// <summary>The requests, as method and path.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Files of the last archive that was loaded.</summary>
    public IReadOnlyList<string> LoadedFiles { get; private set; } = [];

    /// <summary>Takes a request before its body is read, where it returns true: the connection is closed then.</summary>
    public Func<string, Stream, CancellationToken, Task<bool>>? Instead { get; set; }

    /// <summary>What is answered to a loaded archive, in place of the truth.</summary>
    public string? LoadAnswer { get; set; }

    /// <summary>Whether what was loaded is kept.</summary>
    public bool Keeps { get; set; } = true;

    /// <summary>An answer's head and body.</summary>
    public static byte[] Answer(string status, string body) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nApi-Version: 1.52\r\nServer: Docker/29.1.0 (linux)\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
        File.Delete(SocketPath);
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using NetworkStream connection = new(socket, ownsSocket: true);
        await using BufferedStream input = new(connection);
        try
        {
            while (await ReadLineAsync(input) is { Length: > 0 } first)
            {
                string request = string.Join(' ', first.Split(' ')[..2]);
                _requests.Enqueue(request);
                bool chunked = false;
                while (await ReadLineAsync(input) is { Length: > 0 } header)
                {
                    chunked |= header.Equals("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
                }

                if (Instead is { } instead && await instead(request, connection, _stop.Token))
                {
                    return;
                }

                byte[] body = chunked ? await ReadChunksAsync(input) : [];
                await connection.WriteAsync(Reply(request, body), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private byte[] Reply(string request, byte[] body)
    {
        if (request.StartsWith("POST /images/load", StringComparison.Ordinal))
        {
            return Encode("200 OK", LoadAnswer ?? Load(body));
        }

        if (request == "GET /info")
        {
            string status = Driver == "overlay2" ? """[["Backing Filesystem","extfs"]]""" : """[["driver-type","io.containerd.snapshotter.v1"]]""";
            return Encode("200 OK", $"{{\"Driver\":\"{Driver}\",\"DriverStatus\":{status}}}");
        }

        string name = request["GET /images/".Length..^"/json".Length];
        return Images.TryGetValue(name, out (string Id, string[] DiffIds) image)
            ? Encode("200 OK", $"{{\"Id\":\"{image.Id}\",\"RootFS\":{{\"Type\":\"layers\",\"Layers\":[{string.Join(',', image.DiffIds.Select(id => $"\"{id}\""))}]}}}}")
            : Encode("404 Not Found", $$"""{"message":"No such image: {{name}}"}""");
    }

    private byte[] Encode(string status, string body) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Answer(status, body)).Replace("Docker/29.1.0 (linux)", Server, StringComparison.Ordinal));

    private string Load(byte[] archive)
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        using TarReader reader = new(new MemoryStream(archive));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            using MemoryStream content = new();
            entry.DataStream?.CopyTo(content);
            files.TryAdd(entry.Name, content.ToArray());
        }

        LoadedFiles = [.. files.Keys];
        StringBuilder said = new();
        foreach (JsonNode? image in JsonNode.Parse(files["manifest.json"])!.AsArray())
        {
            byte[] config = files[(string)image!["Config"]!];
            string id = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(config))}";
            string[] diffIds = [.. JsonNode.Parse(config)!["rootfs"]!["diff_ids"]!.AsArray().Select(value => (string)value!)];
            IEnumerable<string> names = image["RepoTags"]?.AsArray().Select(value => (string)value!) ?? [];
            foreach (string name in Keeps ? names.Append(id) : [])
            {
                Images[name] = (id, diffIds);
                said.Append(CultureInfo.InvariantCulture, $"{{\"status\":\"Loading layer\",\"progressDetail\":{{\"current\":1,\"total\":2}},\"id\":\"a\"}}\r\n{{\"stream\":\"Loaded image: {name}\\n\"}}\r\n");
            }
        }

        return said.ToString();
    }

    private static async Task<string?> ReadLineAsync(Stream input)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (await input.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    private static async Task<byte[]> ReadChunksAsync(Stream input)
    {
        using MemoryStream body = new();
        while (int.Parse(await ReadLineAsync(input) ?? throw new IOException("The request is cut off."), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is int size and > 0)
        {
            byte[] chunk = new byte[size];
            await input.ReadExactlyAsync(chunk);
            body.Write(chunk);
            await ReadLineAsync(input);
        }

        await ReadLineAsync(input);
        return body.ToArray();
    }
}
