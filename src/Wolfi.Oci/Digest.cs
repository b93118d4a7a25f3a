using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Wolfi.Oci;

/// <summary>The SHA-256 of some bytes in OCI's notation: <c>sha256:</c> and 64 lower-case hexadecimal digits. Other algorithms are refused.</summary>
public sealed record Digest : IComparable<Digest>
{
    /// <summary>What every digest begins with.</summary>
    public const string Prefix = "sha256:";

    private const int HexLength = 64;
    private const int BufferSize = 128 * 1024;

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdef");

    private Digest(string hex) => Hex = hex;

    /// <summary>The 64 lower-case hexadecimal digits: safe as a file name.</summary>
    public string Hex { get; }

    /// <summary>The digest of bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return FromHash(hash);
    }

    /// <summary>The digest of what a stream has from where it stands to its end.</summary>
    public static Digest Of(Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer.AsSpan(0, count));
        }

        return FromHash(hash.GetHashAndReset());
    }

    /// <summary>The digest with this SHA-256.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static Digest FromHash(ReadOnlySpan<byte> hash) => hash.Length == SHA256.HashSizeInBytes
        ? new Digest(Convert.ToHexStringLower(hash))
        : throw new ArgumentException("A SHA-256 has 32 bytes.", nameof(hash));

    /// <summary>The digest with these 64 lower-case hexadecimal digits, such as a package's datahash.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidDigest"/>.</exception>
    public static Digest FromHex(string hex) => IsHex(hex)
        ? new Digest(hex)
        : throw new OciException(OciFault.InvalidDigest, $"'{Shown.Text(hex)}' is not 64 lower-case hexadecimal digits.");

    /// <summary>Reads <c>sha256:…</c>.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidDigest"/>.</exception>
    public static Digest Parse(string text) => TryParse(text, out Digest? digest)
        ? digest
        : throw new OciException(OciFault.InvalidDigest, $"'{Shown.Text(text)}' is not a digest ('sha256:' and 64 lower-case hexadecimal digits).");

    /// <summary>Reads <c>sha256:…</c>; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && IsHex(text.AsSpan(Prefix.Length))
            ? new Digest(text[Prefix.Length..])
            : null;
        return digest is not null;
    }

    /// <summary>Ordinal order of the hexadecimal digits.</summary>
    public int CompareTo(Digest? other) => string.CompareOrdinal(Hex, other?.Hex);

    /// <summary><c>sha256:…</c>.</summary>
    public override string ToString() => Prefix + Hex;

    private static bool IsHex(ReadOnlySpan<char> text) => text.Length == HexLength && !text.ContainsAnyExcept(s_hexDigits);
}
