using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Registries;

/// <summary>A blob in a registry: fetched into a file without a name when it is first opened, and then as good as a local one.</summary>
/// <param name="repository">Where it is.</param>
/// <param name="descriptor">Names it.</param>
/// <param name="cancellationToken">Ends fetching it.</param>
internal sealed class RegistryBlob(RegistryRepository repository, Descriptor descriptor, CancellationToken cancellationToken) : BlobSource(descriptor.Digest, descriptor.Size)
{
    private readonly Lock _lock = new();
    private ScratchFile? _file;

    public override string Place => repository.Name;

    /// <summary>Whether the content is on this machine.</summary>
    internal bool IsHere => _file is not null;

    public override Stream Open()
    {
        lock (_lock)
        {
            _file ??= RegistryStore.Read(() => FetchAsync().GetAwaiter().GetResult());
            return _file.Open();
        }
    }

    internal override void Release()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private async Task<ScratchFile> FetchAsync()
    {
        ScratchFile file = new();
        try
        {
            using Stream target = file.OpenForWriting();
            await repository.PullBlobAsync(descriptor, target, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
