namespace Wolfi.Oci.Documents;

/// <summary>A value together with the exact bytes that stand for it: those it was read from, or its canonical form. The digest is always over these bytes.</summary>
/// <typeparam name="T">What the document says.</typeparam>
public sealed class Document<T>
    where T : class
{
    /// <summary>Pairs a value with its bytes.</summary>
    internal Document(T value, ReadOnlyMemory<byte> bytes)
    {
        Value = value;
        Bytes = bytes;
        Digest = Digest.Of(bytes.Span);
    }

    /// <summary>What the document says, as far as it is understood here; other members stand in <see cref="Bytes"/> only.</summary>
    public T Value { get; }

    /// <summary>The bytes, UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Digest of the bytes.</summary>
    public Digest Digest { get; }
}
