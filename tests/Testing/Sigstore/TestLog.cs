using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Wolfi.Testing.Sigstore;

/// <summary>A transparency log with its own key: seven entries of others, and the one that is asked for.</summary>
public sealed class TestLog : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes a log.</summary>
    /// <param name="url">Where it claims to be.</param>
    public TestLog(string url) => Url = url;

    /// <summary>Where it claims to be.</summary>
    public string Url { get; }

    /// <summary>The DER public key.</summary>
    public byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

    /// <summary>What names the log.</summary>
    public byte[] Id => SHA256.HashData(PublicKey);

    /// <summary>A signature by the log.</summary>
    public byte[] Sign(byte[] data) => _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>A TransparencyLogEntry about a body, third of eight.</summary>
    /// <param name="kind">Kind of the entry.</param>
    /// <param name="version">Version of the kind.</param>
    /// <param name="body">The entry.</param>
    /// <param name="time">The time that the log promises; null for none.</param>
    public JsonObject Enter(string kind, string version, byte[] body, DateTimeOffset? time)
    {
        const int place = 2, count = 8;
        byte[][] entries = [.. Enumerable.Range(0, count).Select(i => i == place ? body : Encoding.UTF8.GetBytes($"entry {i}"))];
        byte[] root = TestTree.Root(entries);
        JsonObject entry = new()
        {
            ["logIndex"] = "4711",
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(Id) },
            ["kindVersion"] = new JsonObject { ["kind"] = kind, ["version"] = version },
            ["integratedTime"] = (time?.ToUnixTimeSeconds() ?? 0).ToString(CultureInfo.InvariantCulture),
            ["inclusionProof"] = new JsonObject
            {
                ["logIndex"] = place.ToString(CultureInfo.InvariantCulture),
                ["rootHash"] = Convert.ToBase64String(root),
                ["treeSize"] = count.ToString(CultureInfo.InvariantCulture),
                ["hashes"] = new JsonArray([.. TestTree.Path(place, entries).Select(hash => JsonValue.Create(Convert.ToBase64String(hash)))]),
                ["checkpoint"] = new JsonObject { ["envelope"] = Checkpoint(root, count) },
            },
            ["canonicalizedBody"] = Convert.ToBase64String(body),
        };
        if (time is not null)
        {
            Promise(entry);
        }

        return entry;
    }

    /// <summary>Has the log promise what an entry says.</summary>
    public void Promise(JsonObject entry)
    {
        string promise = $"{{\"body\":\"{entry["canonicalizedBody"]}\",\"integratedTime\":{entry["integratedTime"]},\"logID\":\"{Convert.ToHexStringLower(Id)}\",\"logIndex\":{entry["logIndex"]}}}";
        entry["inclusionPromise"] = new JsonObject { ["signedEntryTimestamp"] = Convert.ToBase64String(Sign(Encoding.UTF8.GetBytes(promise))) };
    }

    /// <summary>A signed note about a tree.</summary>
    public string Checkpoint(byte[] root, int size)
    {
        string note = string.Create(CultureInfo.InvariantCulture, $"{Url[8..]} - 1\n{size}\n{Convert.ToBase64String(root)}\n");
        return $"{note}\n— {Url[8..]} {Convert.ToBase64String([.. Id[..4], .. Sign(Encoding.UTF8.GetBytes(note))])}\n";
    }

    /// <summary>A TransparencyLogInstance of a trusted root.</summary>
    public JsonObject Instance() => new()
    {
        ["baseUrl"] = Url,
        ["hashAlgorithm"] = "SHA2_256",
        ["publicKey"] = new JsonObject
        {
            ["rawBytes"] = Convert.ToBase64String(PublicKey),
            ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256",
            ["validFor"] = new JsonObject { ["start"] = "2024-01-01T00:00:00Z" },
        },
        ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(Id) },
    };

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
