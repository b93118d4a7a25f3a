using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Registries;

/// <summary>A manifest or index in a registry, fetched when it is first opened.</summary>
/// <param name="repository">Where it is.</param>
/// <param name="descriptor">Names it.</param>
/// <param name="cancellationToken">Ends fetching it.</param>
internal sealed class RegistryDocument(RegistryRepository repository, Descriptor descriptor, CancellationToken cancellationToken) : BlobSource(descriptor.Digest, descriptor.Size)
{
    private readonly Lock _lock = new();
    private BlobSource? _content;

    public override string Place => repository.Name;

    public override Stream Open()
    {
        lock (_lock)
        {
            _content ??= RegistryStore.Read(() => FromBytes(repository.GetManifestAsync(Digest.ToString(), cancellationToken).GetAwaiter().GetResult().Bytes));
        }

        return _content.Open();
    }
}
