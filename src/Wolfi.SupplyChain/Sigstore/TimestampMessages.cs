using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>What is said to a timestamp server, and what it answers (RFC 3161), about the bytes of a signature.</summary>
public static class TimestampMessages
{
    /// <summary>Media type of the question.</summary>
    public const string QueryType = "application/timestamp-query";

    /// <summary>Asks for a timestamp, with the server's certificate in it.</summary>
    /// <param name="signature">The signature.</param>
    public static ReadOnlyMemory<byte> Request(ReadOnlyMemory<byte> signature) => RequestOf(signature).Encode();

    /// <summary>Reads the answer: a timestamp, which must be of this signature and signed by the certificate in it. Who issued that certificate is not looked at.</summary>
    /// <param name="bytes">The answer: a TimeStampResp.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>The time.</returns>
    /// <exception cref="EvidenceException">It is damaged, a refusal, or about something else.</exception>
    public static DateTimeOffset ReadAnswer(ReadOnlyMemory<byte> bytes, string name, ReadOnlyMemory<byte> signature)
    {
        if (bytes.Length > Limits.TimestampBytes)
        {
            throw new EvidenceException(EvidenceFault.LimitExceeded, FormattableString.Invariant($"{name} has {bytes.Length} bytes; at most {Limits.TimestampBytes} are read."));
        }

        try
        {
            Rfc3161TimestampToken token = RequestOf(signature).ProcessResponse(bytes, out int read);
            return read != bytes.Length ? throw new EvidenceException(EvidenceFault.Malformed, $"{name} holds more than a timestamp.")
                : token.VerifySignatureForData(signature.Span, out _) ? token.TokenInfo.Timestamp
                : throw new EvidenceException(EvidenceFault.WrongSubject, $"{name} is not signed by the certificate in it.");
        }
        catch (CryptographicException exception)
        {
            throw new EvidenceException(EvidenceFault.WrongSubject, $"{name} is no timestamp of the signature: {Shown.Text(exception.Message).TrimEnd('.')}.", exception);
        }
    }

    private static Rfc3161TimestampRequest RequestOf(ReadOnlyMemory<byte> signature) =>
        Rfc3161TimestampRequest.CreateFromData(signature.Span, HashAlgorithmName.SHA256, requestSignerCertificates: true);
}
