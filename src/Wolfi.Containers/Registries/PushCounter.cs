using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Registries;

/// <summary>Counts what is sent, from several threads.</summary>
internal sealed class PushCounter
{
    private int _blobs;
    private int _mounted;
    private long _bytes;

    public int Blobs => _blobs;

    public int Mounted => _mounted;

    public long Bytes => _bytes;

    public void Count(RegistryEvent happened)
    {
        if (happened.Kind == RegistryEventKind.BlobPushed)
        {
            Interlocked.Increment(ref _blobs);
            Interlocked.Add(ref _bytes, happened.Bytes);
        }
        else if (happened.Kind == RegistryEventKind.BlobMounted)
        {
            Interlocked.Increment(ref _mounted);
        }
    }
}
