namespace Wolfi.Apk.Tests.Fuzzing;

/// <summary>Changes bytes as damage and malice do: bits, bytes, numbers, cut, repeated, moved and joined pieces.</summary>
internal static class Mutation
{
    private static readonly byte[] Interesting = [0, 1, 0x1f, (byte)'\n', (byte)' ', (byte)'/', (byte)'.', (byte)'=', (byte)':', (byte)'0', (byte)'7', (byte)'9', 0x7f, 0x80, 0xff];

    public static byte[] Of(IReadOnlyList<byte[]> seeds, Random random)
    {
        byte[] bytes = [.. seeds[random.Next(seeds.Count)]];
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Length > 0; changes--)
        {
            bytes = Change(bytes, seeds, random);
        }

        return bytes;
    }

    private static byte[] Change(byte[] bytes, IReadOnlyList<byte[]> seeds, Random random)
    {
        int at = random.Next(bytes.Length);
        int length = random.Next(Math.Min(bytes.Length - at, random.Next(4) == 0 ? 2000 : 12) + 1);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
            case 3:
                bytes[at] = Interesting[random.Next(Interesting.Length)];
                return bytes;
            case 4:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
            case 5:
                return [.. bytes.AsSpan(0, at + length), .. bytes.AsSpan(at)];
            case 6:
                return bytes[..at];
            case 7:
                int to = random.Next(bytes.Length);
                bytes.AsSpan(at, Math.Min(length, bytes.Length - to)).CopyTo(bytes.AsSpan(to));
                return bytes;
            default:
                byte[] other = seeds[random.Next(seeds.Count)];
                int from = random.Next(other.Length + 1);
                return [.. bytes.AsSpan(0, at), .. other.AsSpan(from, Math.Min(length, other.Length - from)), .. bytes.AsSpan(at)];
        }
    }
}
