using Microsoft.Win32.SafeHandles;

namespace Wolfi.Oci.Blobs;

/// <summary>A file in the system's folder for temporary ones that nobody else can open, and that is gone when this process is.</summary>
internal sealed class ScratchFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    public ScratchFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"wolfi-{Guid.NewGuid():N}");
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // Elsewhere a file stays open without its name: nobody finds the content, and a killed process leaves nothing.
            File.Delete(path);
        }
    }

    /// <summary>A stream to write the content; it leaves the file open.</summary>
    public Stream OpenForWriting() => new Writer(_handle);

    /// <summary>A stream of all the content; any number may be open.</summary>
    public Stream Open() => RandomAccess.GetLength(_handle) is var length and > 0 ? new FileRangeStream(_handle, 0, length, ownsHandle: false) : Stream.Null;

    public void Dispose() => _handle.Dispose();

    private sealed class Writer(SafeFileHandle handle) : Stream
    {
        private long _position;

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => RandomAccess.GetLength(handle);

        public override long Position { get => _position; set => _position = value; }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            RandomAccess.Write(handle, buffer, _position);
            _position += buffer.Length;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await RandomAccess.WriteAsync(handle, buffer, _position, cancellationToken).ConfigureAwait(false);
            _position += buffer.Length;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void SetLength(long value)
        {
            RandomAccess.SetLength(handle, value);
            _position = Math.Min(_position, value);
        }

        public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => Length + offset,
        };

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
