using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>
/// Verification of Ed25519 signatures (RFC 8032, section 5.1.7), which the framework does not have and logs of version 2 sign with. Everything here is public, so
/// plain arithmetic will do: there is no secret whose bits the time could tell.
/// </summary>
internal static class Ed25519
{
    /// <summary>Bytes of a public key.</summary>
    public const int KeyBytes = 32;

    private const int SignatureBytes = 64;

    private static readonly BigInteger s_prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger s_order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger s_curve = Reduced(-121665 * Inverse(121666));
    private static readonly BigInteger s_rootOfMinusOne = BigInteger.ModPow(2, (s_prime - 1) / 4, s_prime);
    private static readonly Point s_base = PointAt(Reduced(4 * Inverse(5)), isOdd: false)!.Value;

    /// <summary>Whether a signature is of this data and by this key.</summary>
    /// <param name="key">The key: 32 bytes.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature: 64 bytes.</param>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (key.Length != KeyBytes || signature.Length != SignatureBytes || Decode(key) is not { } signer)
        {
            return false;
        }

        ReadOnlySpan<byte> commitment = signature[..KeyBytes];
        BigInteger scalar = Number(signature[KeyBytes..]);
        if (scalar >= s_order)
        {
            return false;
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(commitment);
        hash.AppendData(key);
        hash.AppendData(data);
        BigInteger challenge = Number(hash.GetHashAndReset()) % s_order;

        // The bytes are compared, not the points: another encoding of the same point is another signature.
        Point difference = Add(Multiply(s_base, scalar), Multiply(signer.Negated, challenge));
        return Encode(difference).AsSpan().SequenceEqual(commitment);
    }

    /// <summary>A point's coordinates X, Y, Z and T: x is X/Z, y is Y/Z, and x times y is T/Z (section 5.1.4).</summary>
    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
    {
        public static Point Neutral { get; } = new(0, 1, 1, 0);

        public Point Negated => new(Reduced(-X), Y, Z, Reduced(-T));
    }

    private static Point Add(Point p, Point q)
    {
        BigInteger a = (p.Y - p.X) * (q.Y - q.X);
        BigInteger b = (p.Y + p.X) * (q.Y + q.X);
        BigInteger c = Reduced(2 * p.T * q.T) * s_curve;
        BigInteger d = 2 * p.Z * q.Z;
        BigInteger e = Reduced(b - a), f = Reduced(d - c), g = Reduced(d + c), h = Reduced(b + a);
        return new Point(Reduced(e * f), Reduced(g * h), Reduced(f * g), Reduced(e * h));
    }

    private static Point Multiply(Point point, BigInteger scalar)
    {
        Point sum = Point.Neutral;
        for (; !scalar.IsZero; scalar >>= 1)
        {
            sum = scalar.IsEven ? sum : Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }

    private static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        byte[] coordinate = bytes.ToArray();
        bool isOdd = (coordinate[^1] & 0x80) != 0;
        coordinate[^1] &= 0x7F;
        BigInteger y = Number(coordinate);
        return y < s_prime ? PointAt(y, isOdd) : null;
    }

    // Section 5.1.3: the square root of (y² - 1) / (d y² + 1).
    private static Point? PointAt(BigInteger y, bool isOdd)
    {
        BigInteger square = Reduced((y * y - 1) * Inverse(Reduced(s_curve * y * y + 1)));
        BigInteger x = BigInteger.ModPow(square, (s_prime + 3) / 8, s_prime);
        if (Reduced(x * x) != square)
        {
            x = Reduced(x * s_rootOfMinusOne);
        }

        if (Reduced(x * x) != square || (x.IsZero && isOdd))
        {
            return null;
        }

        x = x.IsEven == isOdd ? s_prime - x : x;
        return new Point(x, y, 1, Reduced(x * y));
    }

    private static byte[] Encode(Point point)
    {
        BigInteger inverse = Inverse(point.Z);
        byte[] bytes = new byte[KeyBytes];
        Reduced(point.Y * inverse).TryWriteBytes(bytes, out _, isUnsigned: true);
        bytes[^1] |= (byte)(Reduced(point.X * inverse).IsEven ? 0 : 0x80);
        return bytes;
    }

    private static BigInteger Number(ReadOnlySpan<byte> littleEndian) => new(littleEndian, isUnsigned: true);

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, s_prime - 2, s_prime);

    private static BigInteger Reduced(BigInteger value)
    {
        BigInteger rest = value % s_prime;
        return rest.Sign < 0 ? rest + s_prime : rest;
    }
}
