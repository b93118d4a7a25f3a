using Wolfi.Archives;
using Wolfi.Oci.Blobs;

namespace Wolfi.Oci.Archives;

/// <summary>What a tar file holds and where, so that its files can be opened in any order. Nothing is unpacked.</summary>
internal sealed class ArchiveContents
{
    private const byte GzipMagic = 0x1f;

    private readonly string _file;
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    private ArchiveContents(string file)
    {
        _file = file;
        Name = $"the archive '{Shown.Text(file)}'";
    }

    /// <summary>The archive, for messages.</summary>
    public string Name { get; }

    /// <summary>Reads all headers of a tar file.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InputUnreadable"/>, <see cref="OciFault.MalformedArchive"/> or <see cref="OciFault.LimitExceeded"/>.</exception>
    public static ArchiveContents Read(string file, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArchiveContents contents = new(file);
        try
        {
            using Stream stream = InputFiles.OpenRange(file, 0, InputFiles.LengthOf(file));
            contents.ReadEntries(stream, cancellationToken);
            return contents;
        }
        catch (ArchiveException exception)
        {
            throw new OciException(
                exception.Fault == ArchiveFault.Limit ? OciFault.LimitExceeded : OciFault.MalformedArchive,
                $"'{Shown.Text(file)}' is no sound tar archive: {exception.Message}.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciFault.InputUnreadable, $"'{Shown.Text(file)}' can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>The paths of all files, in ordinal order.</summary>
    public IEnumerable<string> Paths => _places.Keys.Order(StringComparer.Ordinal);

    /// <summary>The bytes of a file in the archive, or null.</summary>
    public long? SizeOf(string path) => Resolve(path)?.Size;

    /// <summary>A file in the archive as a blob, when it is there in the right size.</summary>
    public BlobSource Blob(string path, Digest digest, long size) => Resolve(path) is { } place && place.Size == size
        ? BlobSource.FromFile(_file, place.Offset, size, digest)
        : new BrokenBlob(Name, digest, size, SizeOf(path));

    /// <summary>A file in the archive as a blob under the digest that it turns out to have; null when it is not there.</summary>
    public BlobSource? HashedBlob(string path, CancellationToken cancellationToken)
    {
        if (Resolve(path) is not { } place)
        {
            return null;
        }

        try
        {
            using Stream content = InputFiles.OpenRange(_file, place.Offset, place.Size);
            return BlobSource.FromFile(_file, place.Offset, place.Size, Digest.Of(content, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciFault.InputUnreadable, $"'{Shown.Text(_file)}' can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>A document in the archive, which makes it the <paramref name="kind"/> of archive that it should be.</summary>
    /// <exception cref="OciException"><see cref="OciFault.MalformedArchive"/>: it is not there; <see cref="OciFault.LimitExceeded"/>.</exception>
    public ReadOnlyMemory<byte> Document(string path, string kind, CancellationToken cancellationToken)
    {
        if (SizeOf(path) is > Limits.DocumentBytes and var size)
        {
            throw new OciException(OciFault.LimitExceeded, $"'{path}' in {Name} has {size} bytes; at most {Limits.DocumentBytes} are read.");
        }

        BlobSource blob = HashedBlob(path, cancellationToken)
            ?? throw new OciException(OciFault.MalformedArchive, $"There is no '{path}' in {Name}, so it is no {kind}.");
        return blob.ReadDocument(cancellationToken);
    }

    private static string Normal(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private void ReadEntries(Stream stream, CancellationToken cancellationToken)
    {
        int first = stream.ReadByte();
        if (first == GzipMagic)
        {
            throw new ArchiveException(ArchiveFault.Tar, "it is compressed; decompress it first");
        }

        stream.Position = 0;
        TarReader reader = new(stream, new TarLimits(Limits.ArchiveEntries));
        while (reader.ReadEntry() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Place? place = entry.TypeFlag switch
            {
                TarTypes.File or TarTypes.OldFile => new Place(entry.Offset + TarHeader.BlockSize, entry.Size, null),
                TarTypes.SymbolicLink => new Place(0, 0, Normal(entry.Path + "/../" + entry.LinkPath)),
                TarTypes.HardLink => new Place(0, 0, Normal(entry.LinkPath)),
                _ => null,
            };

            // Of two entries of one path, some readers take the first and some the last.
            if (place is not null && !_places.TryAdd(Normal(entry.Path), place))
            {
                throw new ArchiveException(ArchiveFault.Tar, $"it has '{TarText.Printable(entry.Path)}' twice");
            }
        }

        if (!reader.EndOfArchive)
        {
            throw new ArchiveException(ArchiveFault.Tar, "it is cut off");
        }
    }

    private Place? Resolve(string path)
    {
        Place? place = _places.GetValueOrDefault(Normal(path));
        for (int links = 0; place?.Target is { } target; links++)
        {
            place = links < Limits.ArchiveLinks ? _places.GetValueOrDefault(target) : null;
        }

        return place;
    }

    private sealed record Place(long Offset, long Size, string? Target);
}
