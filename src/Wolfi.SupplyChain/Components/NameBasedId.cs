using System.Security.Cryptography;
using System.Text;

namespace Wolfi.SupplyChain.Components;

/// <summary>Identifiers of documents that are a function of what they describe.</summary>
internal static class NameBasedId
{
    /// <summary>
    /// The identifier of a name: a UUID of version 8 (RFC 9562, 5.8) from the name's SHA-256, in place of version 5, whose SHA-1 is no hash to
    /// tell documents apart by.
    /// </summary>
    public static Guid Of(string format, string name)
    {
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"wolfi-containers {format}\n{name}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
