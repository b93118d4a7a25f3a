using System.Runtime.InteropServices;

namespace Wolfi.Containers.Needs;

/// <summary>Reads what the loader reads of a native file: header, interpreter, dynamic segment and needed symbol versions. Section headers are never looked at.</summary>
/// <remarks>Whatever the content, it returns a value, in memory that does not depend on the file's size.</remarks>
public static class ElfReader
{
    /// <summary>Reads from a seekable stream, from its beginning.</summary>
    /// <exception cref="ArgumentException">The stream can't seek.</exception>
    /// <exception cref="IOException">The stream itself failed.</exception>
    public static ElfScan Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanSeek ? new ElfParser(new ElfBytes(stream)).Parse() : throw new ArgumentException("The stream must be seekable.", nameof(stream));
    }

    /// <summary>Reads a file's whole content in memory.</summary>
    public static ElfScan Read(ReadOnlyMemory<byte> content)
    {
        using MemoryStream stream = MemoryMarshal.TryGetArray(content, out ArraySegment<byte> segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        return Read(stream);
    }
}
