using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Wolfi.Containers.Needs;

/// <summary>Looks for texts in native code: what a program opens by name at run time stands in no table of its file.</summary>
internal static class NativeTextReader
{
    private const int ChunkBytes = 128 * 1024;
    private const int LongestMatch = 64;

    /// <summary>The texts that begin with one of <paramref name="beginnings"/>, with the digits and dots that follow; each once, in order.</summary>
    /// <param name="stream">The file; it is read from its beginning.</param>
    /// <param name="length">How many bytes to look at.</param>
    /// <param name="beginnings">ASCII texts of fewer than 64 characters.</param>
    public static ImmutableArray<string> Find(Stream stream, long length, ImmutableArray<string> beginnings)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        byte[][] patterns = [.. beginnings.Select(Encoding.ASCII.GetBytes)];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            stream.Position = 0;
            long left = length;
            for (int kept = 0; ;)
            {
                int wanted = (int)Math.Min(left, buffer.Length - kept);
                int read = stream.ReadAtLeast(buffer.AsSpan(kept, wanted), wanted, throwOnEndOfStream: false);
                left -= read;
                bool last = read < wanted || left == 0;
                ReadOnlySpan<byte> chunk = buffer.AsSpan(0, kept + read);
                foreach (byte[] pattern in patterns)
                {
                    FindIn(chunk, pattern, last, found);
                }

                if (last)
                {
                    return [.. found];
                }

                // A match at the end may go on in the next chunk, so it is looked at again with what follows.
                kept = Math.Min(2 * LongestMatch, chunk.Length);
                chunk[^kept..].CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void FindIn(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> pattern, bool last, SortedSet<string> found)
    {
        for (int start = 0; chunk[start..].IndexOf(pattern) is >= 0 and int at;)
        {
            start += at + pattern.Length;
            int end = start;
            while (end < chunk.Length && end - start < LongestMatch && chunk[end] is (byte)'.' or (>= (byte)'0' and <= (byte)'9'))
            {
                end++;
            }

            if (last || end < chunk.Length)
            {
                found.Add(Encoding.ASCII.GetString(chunk[(start - pattern.Length)..end]));
            }
        }
    }
}
