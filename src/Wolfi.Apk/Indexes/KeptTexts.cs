using System.Security.Cryptography;

namespace Wolfi.Apk.Indexes;

/// <summary>The text of an index that was parsed before: its pieces are read from the cache and checked when a record in them is asked for.</summary>
/// <param name="kept">Where the pieces begin, and their hashes.</param>
/// <param name="read">Reads a part of the kept text; false when it can't be read.</param>
/// <param name="inflate">Makes the whole text anew, for when a piece is gone or not what it was.</param>
internal sealed class KeptTexts(KeptIndex kept, KeptTexts.TryReadPart read, Func<byte[]> inflate) : IRecordTexts
{
    private readonly ReadOnlyMemory<byte>[] _pieces = new ReadOnlyMemory<byte>[kept.Pieces.Length];
    private readonly Lock _lock = new();
    private byte[]? _whole;

    /// <summary>Fills the buffer from that place of the kept text.</summary>
    public delegate bool TryReadPart(int start, byte[] buffer);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> From(int start)
    {
        int piece = PieceOf(start);
        lock (_lock)
        {
            if (_pieces[piece].IsEmpty)
            {
                _pieces[piece] = Read(piece);
            }

            return _pieces[piece][(start - kept.Pieces[piece])..];
        }
    }

    private ReadOnlyMemory<byte> Read(int piece)
    {
        int start = kept.Pieces[piece];
        int end = piece + 1 < kept.Pieces.Length ? kept.Pieces[piece + 1] : kept.TextLength;
        if (_whole is null)
        {
            byte[] bytes = new byte[end - start];
            if (read(start, bytes) && SHA256.HashData(bytes).AsSpan().SequenceEqual(kept.HashOf(piece)))
            {
                return bytes;
            }
        }

        return (_whole ??= inflate()).AsMemory(start, end - start);
    }

    private int PieceOf(int start)
    {
        int low = 0;
        int high = kept.Pieces.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = kept.Pieces[middle] <= start ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
