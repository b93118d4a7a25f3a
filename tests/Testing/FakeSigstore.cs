using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Testing.Sigstore;

namespace Wolfi.Testing;

/// <summary>The services of a <see cref="TestSigstore"/> on 127.0.0.1, with an authority that issues whatever a test wants: they answer truthfully, unless a test says how not.</summary>
public sealed class FakeSigstore : IDisposable
{
    /// <summary>The workflow that its tokens and certificates name.</summary>
    public const string Identity = "https://github.com/acme/app/.github/workflows/build.yml@refs/heads/main";

    /// <summary>Who issues its tokens.</summary>
    public const string Issuer = "https://token.actions.githubusercontent.com";

    private readonly HttpListener _listener;
    private readonly TestLog _firstLog = new("https://rekor.test");
    private readonly TestLog _secondLog = new("https://log2.test");
    private readonly TestTimestamps _timestamps = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<string> _bodies = new();
    private readonly Task _loop;

    /// <summary>Starts them.</summary>
    public FakeSigstore()
    {
        for (int tries = 0; ; tries++)
        {
            // One that could not start is closed, and starts no more. From 32,768 on the system gives ports to those who connect.
            HttpListener listener = new();
            try
            {
                Url = $"http://127.0.0.1:{Random.Shared.Next(20_000, 32_000)}";
                listener.Prefixes.Add($"{Url}/");
                listener.Start();
                _listener = listener;
                break;
            }
            catch (HttpListenerException) when (tries < 100)
            {
                listener.Close();
            }
        }

        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The authority.</summary>
    public SigningAuthority Authority { get; } = new();

    /// <summary>The address.</summary>
    public string Url { get; }

    /// <summary>What was asked, as <c>METHOD /path</c>.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>What was posted.</summary>
    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>Answers a path otherwise; null answers truthfully. It gets the path, the body and the truthful answer.</summary>
    public Func<string, byte[], FakeAnswer, FakeAnswer?> Otherwise { get; set; } = (_, _, _) => null;

    /// <summary>A token.</summary>
    /// <param name="subject">Its subject.</param>
    /// <param name="change">Changes its claims.</param>
    public static string Token(string subject = "repo:acme/app:ref:refs/heads/main", Action<JsonObject>? change = null)
    {
        JsonObject claims = new()
        {
            ["iss"] = Issuer,
            ["sub"] = subject,
            ["aud"] = "sigstore",
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(),
            ["job_workflow_ref"] = Identity,
        };
        change?.Invoke(claims);
        return string.Join('.', new[] { "{\"alg\":\"none\"}", claims.ToJsonString(), "planted-signature" }.Select(part => Base64Url(Encoding.UTF8.GetBytes(part))));
    }

    /// <summary>The key, DER, in a request for a certificate.</summary>
    /// <param name="request">The request.</param>
    public static byte[] KeyOf(byte[] request)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem((string)JsonNode.Parse(request)!["publicKeyRequest"]!["publicKey"]!["content"]!);
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Stop();
        _loop.Wait();
        _listener.Close();
        _firstLog.Dispose();
        _secondLog.Dispose();
        _timestamps.Dispose();
        Authority.Dispose();
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Sha256(params byte[][] parts) => SHA256.HashData(parts.SelectMany(part => part).ToArray());

    private async Task ServeAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                answers.Add(Task.Run(() => AnswerAsync(context)));
            }
        }
        catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
        {
            // It was stopped.
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath;
        _asked.Enqueue($"{context.Request.HttpMethod} {context.Request.Url.PathAndQuery}");
        using MemoryStream body = new();
        await context.Request.InputStream.CopyToAsync(body);
        _bodies.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        FakeAnswer truth = Truth(path, body.ToArray());
        FakeAnswer answer = Otherwise(path, body.ToArray(), truth) ?? truth;
        try
        {
            // The listener may close a connection that it had promised to keep, while the next request is on its way.
            context.Response.KeepAlive = false;
            context.Response.StatusCode = answer.Status;
            foreach ((string name, string value) in answer.Headers)
            {
                context.Response.AddHeader(name, value);
            }

            await context.Response.OutputStream.WriteAsync(answer.Body);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client went away.
        }
    }

    private FakeAnswer Truth(string path, byte[] body) => path switch
    {
        "/token" => new FakeAnswer(200, Encoding.UTF8.GetBytes($"{{\"count\":1,\"value\":\"{Token()}\"}}")),
        "/api/v2/signingCert" => Certify(JsonNode.Parse(body)!),
        "/api/v1/log/entries" => new FakeAnswer(201, LogV1(JsonNode.Parse(body)!)),
        "/v2/api/v2/log/entries" => new FakeAnswer(201, LogV2(JsonNode.Parse(body)!)),
        "/timestamp" => new FakeAnswer(200, Timestamp(body)),
        _ => new FakeAnswer(404, "no such path"u8.ToArray()),
    };

    private FakeAnswer Certify(JsonNode request)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem((string)request["publicKeyRequest"]!["publicKey"]!["content"]!);
        JsonNode claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(((string)request["credentials"]!["oidcIdentityToken"]!).Split('.')[1]))!;
        byte[] subject = Encoding.UTF8.GetBytes((string?)claims["email"] ?? (string)claims["sub"]!);
        if (!key.VerifyData(subject, Convert.FromBase64String((string)request["publicKeyRequest"]!["proofOfPossession"]!), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
        {
            return new FakeAnswer(400, "proof of possession did not verify"u8.ToArray());
        }

        byte[] certificate = Authority.Issue(key.ExportSubjectPublicKeyInfo(), (string?)claims["job_workflow_ref"] ?? Identity, (string)claims["iss"]!);
        return new FakeAnswer(200, CertificateAnswer(certificate));
    }

    /// <summary>The answer of an authority with a certificate.</summary>
    public byte[] CertificateAnswer(byte[] certificate) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["signedCertificateEmbeddedSct"] = new JsonObject
        {
            ["chain"] = new JsonObject { ["certificates"] = new JsonArray(PemEncoding.WriteString("CERTIFICATE", certificate), PemEncoding.WriteString("CERTIFICATE", Authority.Root)) },
        },
    }.ToJsonString());

    private byte[] LogV1(JsonNode request)
    {
        JsonNode proposed = request["spec"]!["proposedContent"]!;
        string envelope = (string)proposed["envelope"]!;
        JsonNode inside = JsonNode.Parse(envelope)!;
        byte[] body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["apiVersion"] = "0.0.1",
            ["kind"] = "dsse",
            ["spec"] = new JsonObject
            {
                ["envelopeHash"] = new JsonObject { ["algorithm"] = "sha256", ["value"] = Convert.ToHexStringLower(Sha256(Encoding.UTF8.GetBytes(envelope))) },
                ["payloadHash"] = new JsonObject { ["algorithm"] = "sha256", ["value"] = Convert.ToHexStringLower(Sha256(Convert.FromBase64String((string)inside["payload"]!))) },
                ["signatures"] = new JsonArray(new JsonObject { ["signature"] = (string)inside["signatures"]![0]!["sig"]!, ["verifier"] = (string)proposed["verifiers"]![0]! }),
            },
        }.ToJsonString());
        JsonObject entry = _firstLog.Enter("dsse", "0.0.1", body, DateTimeOffset.UtcNow);
        JsonNode proof = entry["inclusionProof"]!;
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            [new string('a', 64)] = new JsonObject
            {
                ["body"] = Convert.ToBase64String(body),
                ["integratedTime"] = Number(entry["integratedTime"]),
                ["logID"] = Convert.ToHexStringLower(_firstLog.Id),
                ["logIndex"] = Number(entry["logIndex"]),
                ["verification"] = new JsonObject
                {
                    ["signedEntryTimestamp"] = (string)entry["inclusionPromise"]!["signedEntryTimestamp"]!,
                    ["inclusionProof"] = new JsonObject
                    {
                        ["logIndex"] = Number(proof["logIndex"]),
                        ["rootHash"] = Hex(proof["rootHash"]),
                        ["treeSize"] = Number(proof["treeSize"]),
                        ["hashes"] = new JsonArray([.. proof["hashes"]!.AsArray().Select(hash => JsonValue.Create(Hex(hash)))]),
                        ["checkpoint"] = (string)proof["checkpoint"]!["envelope"]!,
                    },
                },
            },
        }.ToJsonString());

        static long Number(JsonNode? text) => long.Parse((string)text!, CultureInfo.InvariantCulture);
        static string Hex(JsonNode? base64) => Convert.ToHexStringLower(Convert.FromBase64String((string)base64!));
    }

    private byte[] LogV2(JsonNode request)
    {
        JsonNode asked = request["hashedRekordRequestV002"]!;
        byte[] body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["apiVersion"] = "0.0.2",
            ["kind"] = "hashedrekord",
            ["spec"] = new JsonObject
            {
                ["hashedRekordV002"] = new JsonObject
                {
                    ["data"] = new JsonObject { ["algorithm"] = "SHA2_256", ["digest"] = (string)asked["digest"]! },
                    ["signature"] = asked["signature"]!.DeepClone(),
                },
            },
        }.ToJsonString());
        return Encoding.UTF8.GetBytes(_secondLog.Enter("hashedrekord", "0.0.2", body, time: null).ToJsonString());
    }

    /// <summary>The answer of a timestamp server to a question.</summary>
    /// <param name="query">The question.</param>
    /// <param name="change">Changes the hash that the timestamp is of.</param>
    /// <param name="time">The time that it says; now, where nothing is said.</param>
    public byte[] Timestamp(byte[] query, Func<byte[], byte[]>? change = null, DateTimeOffset? time = null)
    {
        if (!Rfc3161TimestampRequest.TryDecode(query, out Rfc3161TimestampRequest? request, out _))
        {
            return [];
        }

        byte[] hash = request.GetMessageHash().ToArray();
        return _timestamps.StampHash(change is null ? hash : change(hash), time ?? DateTimeOffset.UtcNow);
    }
}
