namespace Wolfi.Oci.Blobs;

/// <summary>Content of known digest and size that can be opened any number of times, from several threads. What is read is only to be trusted once it was copied or verified: files change.</summary>
public abstract class BlobSource
{
    private const int BufferSize = 256 * 1024;

    private protected BlobSource(Digest digest, long size)
    {
        Digest = digest;
        Size = size;
    }

    /// <summary>Digest that the content must have.</summary>
    public Digest Digest { get; }

    /// <summary>Bytes that the content must have.</summary>
    public long Size { get; }

    /// <summary>Where the content comes from, for messages.</summary>
    public abstract string Place { get; }

    /// <summary>Content in memory.</summary>
    public static BlobSource FromBytes(ReadOnlyMemory<byte> bytes) => new BytesBlob(Digest.Of(bytes.Span), bytes);

    /// <summary>Part of a file, such as a package's data member; nothing is opened yet.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="offset">Offset of the first byte.</param>
    /// <param name="size">Bytes from there.</param>
    /// <param name="digest">Digest of these bytes.</param>
    public static BlobSource FromFile(string path, long offset, long size, Digest digest)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new FileBlob(path, offset, digest, size);
    }

    /// <summary>Part of a file that is fetched when it is first needed.</summary>
    /// <param name="fetch">Fetches the file and gives its absolute path; asked again, it gives the same.</param>
    /// <param name="offset">Offset of the first byte.</param>
    /// <param name="size">Bytes from there.</param>
    /// <param name="digest">Digest of these bytes.</param>
    public static BlobSource FromFile(Func<CancellationToken, Task<string>> fetch, long offset, long size, Digest digest)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new FetchedBlob(fetch, offset, digest, size);
    }

    /// <summary>A whole file, which must have exactly that size; nothing is opened yet.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="digest">Digest of these bytes.</param>
    public static BlobSource FromWholeFile(string path, long size, Digest digest)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new FileBlob(path, null, digest, size);
    }

    /// <summary>Opens the content: a seekable stream of at most <see cref="Size"/> bytes.</summary>
    /// <exception cref="OciException"><see cref="OciFault.BlobMissing"/>, <see cref="OciFault.InputUnreadable"/> or <see cref="OciFault.SizeMismatch"/>.</exception>
    public abstract Stream Open();

    /// <summary>Whether the content can be opened without being fetched from elsewhere first.</summary>
    internal virtual bool IsAtHand => true;

    /// <summary>Brings content here that is fetched before it can be opened; opening it would do that too, and keep its thread waiting.</summary>
    internal virtual Task FetchAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets go of what was fetched of the content from elsewhere; opened again, it is fetched again. No stream of it may be open.</summary>
    internal virtual void Release()
    {
    }

    /// <summary>Opens the content for one reading to its end, where the stream throws unless size and digest are right.</summary>
    /// <exception cref="OciException">The content can't be read, or is not what it should be.</exception>
    public Stream OpenVerified() => new VerifyingStream(this, Open());

    /// <summary>Copies the content and compares size and digest on the way. When this throws, part of the content is in the output.</summary>
    /// <exception cref="OciException">The content can't be read, or is not what it should be.</exception>
    public void CopyTo(Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        using Stream content = OpenVerified();
        byte[] buffer = new byte[(int)Math.Clamp(Size, 1, BufferSize)];
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(buffer.AsSpan(0, count));
        }
    }

    /// <summary>Reads all the content and compares size and digest.</summary>
    /// <exception cref="OciException">The content can't be read, or is not what it should be.</exception>
    public void Verify(CancellationToken cancellationToken) => CopyTo(Stream.Null, cancellationToken);

    /// <summary>Reads a document: the whole content, verified.</summary>
    /// <exception cref="OciException">It is larger than documents may be, can't be read, or is not what it should be.</exception>
    public ReadOnlyMemory<byte> ReadDocument(CancellationToken cancellationToken)
    {
        if (Size > Limits.DocumentBytes)
        {
            throw new OciException(OciFault.LimitExceeded, $"Document {Digest} in {Place} has {Size} bytes; at most {Limits.DocumentBytes} are read.");
        }

        using MemoryStream bytes = new((int)Size);
        CopyTo(bytes, cancellationToken);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
