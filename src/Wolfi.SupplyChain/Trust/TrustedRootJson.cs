using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wolfi.SupplyChain.Json;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Trust;

/// <summary>Trusted roots in proto3's JSON.</summary>
internal static class TrustedRootJson
{
    private static readonly string[] MediaTypes =
    [
        "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "application/vnd.dev.sigstore.trustedroot.v0.1+json",
        "application/vnd.dev.sigstore.trustedroot.v0.2+json",
    ];

    public static TrustedRoot Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        top.AllowOnly("mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities");
        string type = top.Require("mediaType").AsText();
        if (!MediaTypes.Contains(type, StringComparer.Ordinal))
        {
            throw top.Fault(EvidenceFault.Unsupported, $"is a '{Shown.Text(type)}' where '{MediaTypes[^1]}' or version 0.1 is read");
        }

        TrustedRoot root = new()
        {
            Logs = Each(top, "tlogs", ReadLog),
            CertificateAuthorities = Each(top, "certificateAuthorities", ReadAuthority),
            CertificateLogs = Each(top, "ctlogs", ReadLog),
            TimestampAuthorities = Each(top, "timestampAuthorities", ReadAuthority),
        };
        return root.Logs.IsEmpty && root.CertificateAuthorities.IsEmpty && root.TimestampAuthorities.IsEmpty ? throw top.Fault("trusts nobody") : root;
    });

    private static ImmutableArray<T> Each<T>(JsonPart part, string name, Func<JsonPart, T> read) => [.. (part.Find(name)?.Items(Limits.TrustedParties) ?? []).Select(read)];

    private static TrustedLog ReadLog(JsonPart part)
    {
        part.AllowOnly("baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId", "operator");
        if (part.Find("hashAlgorithm") is { } algorithm && algorithm.AsText() != "SHA2_256")
        {
            throw algorithm.Fault(EvidenceFault.Unsupported, $"is '{Shown.Text(algorithm.AsText())}' where SHA2_256 is read");
        }

        JsonPart key = part.Require("publicKey");
        key.AllowOnly("rawBytes", "keyDetails", "validFor");
        JsonPart raw = key.Require("rawBytes");
        byte[] der = raw.AsBytes();
        SignatureKey? read = der.Length > Limits.CertificateBytes ? null : SignatureKey.Read(der, key.Require("keyDetails").AsText());
        return new TrustedLog
        {
            BaseUrl = part.Text("baseUrl") ?? "",
            Key = read ?? throw raw.Fault("is no key of the kind that 'keyDetails' says"),
            KeyId = ReadId(part, "logId") is { IsEmpty: false } id ? id : SHA256.HashData(der),
            CheckpointKeyId = ReadId(part, "checkpointKeyId"),
            ValidFor = ReadWindow(key.Find("validFor")),
        };
    }

    private static ReadOnlyMemory<byte> ReadId(JsonPart part, string name)
    {
        if (part.Find(name) is not { } id)
        {
            return default;
        }

        id.AllowOnly("keyId");
        JsonPart bytes = id.Require("keyId");
        return bytes.AsBytes() is { Length: >= 4 and <= SHA256.HashSizeInBytes } read ? read : throw bytes.Fault("is no id of a key: 4 to 32 bytes");
    }

    private static TrustedAuthority ReadAuthority(JsonPart part)
    {
        part.AllowOnly("subject", "uri", "certChain", "validFor", "operator");
        JsonPart? subject = part.Find("subject");
        subject?.AllowOnly("organization", "commonName");
        JsonPart chain = part.Require("certChain");
        chain.AllowOnly("certificates");
        JsonPart certificates = chain.Require("certificates");
        ImmutableArray<ReadOnlyMemory<byte>> read = [.. certificates.Items(Limits.ChainCertificates).Select(ReadCertificate)];
        if (read.IsEmpty)
        {
            throw certificates.Fault("is empty");
        }

        using X509Certificate2 anchor = X509CertificateLoader.LoadCertificate(read[^1].Span);
        return anchor.SubjectName.RawData.AsSpan().SequenceEqual(anchor.IssuerName.RawData)
            ? new TrustedAuthority
            {
                Name = part.Text("uri") is { Length: > 0 } uri ? uri : subject?.Text("commonName") ?? "",
                Certificates = read,
                ValidFor = ReadWindow(part.Find("validFor")),
            }
            : throw certificates.Fault(EvidenceFault.Unsupported, "does not end with a self-signed certificate");
    }

    private static ReadOnlyMemory<byte> ReadCertificate(JsonPart part)
    {
        part.AllowOnly("rawBytes");
        JsonPart raw = part.Require("rawBytes");
        byte[] bytes = raw.AsBytes();
        return CertificateBytes.Load(bytes) is { } certificate ? Used(certificate, bytes) : throw raw.Fault("is no DER certificate");
    }

    private static ReadOnlyMemory<byte> Used(X509Certificate2 certificate, byte[] bytes)
    {
        certificate.Dispose();
        return bytes;
    }

    // Where nothing is said, nothing bounds it.
    private static ValidityWindow ReadWindow(JsonPart? part)
    {
        if (part is not { } window)
        {
            return default;
        }

        window.AllowOnly("start", "end");
        (DateTimeOffset? start, DateTimeOffset? end) = (ReadTime(window.Find("start")), ReadTime(window.Find("end")));
        return start > end ? throw window.Fault("ends before it starts") : new ValidityWindow(start, end);
    }

    private static DateTimeOffset? ReadTime(JsonPart? part)
    {
        if (part is not { } time)
        {
            return null;
        }

        string text = time.AsText();
        return (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-'))
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTimeOffset value)
            ? value
            : throw time.Fault("is no time of RFC 3339");
    }
}
