using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>The checks of an image that need its documents alone.</summary>
internal sealed class DocumentChecks(Image image)
{
    private readonly ImmutableArray<ImageFinding>.Builder _findings = ImmutableArray.CreateBuilder<ImageFinding>();
    private readonly ImageManifest _manifest = image.Manifest.Value;
    private readonly ImageConfig _config = image.Config.Value;

    public ImmutableArray<ImageFinding> Findings => _findings.ToImmutable();

    /// <summary>The index's descriptor against the manifest and the config's platform.</summary>
    public void CheckEntry(Descriptor? entry)
    {
        if (entry is null)
        {
            return;
        }

        CheckDescriptor(entry, null, "The index's entry");
        if (entry.Digest != image.Digest || entry.Size != image.Manifest.Bytes.Length)
        {
            Add(OciFault.DigestMismatch, $"The index's entry names {entry.Digest} of {entry.Size} bytes; the manifest is {image.Digest} of {image.Manifest.Bytes.Length} bytes.", null, entry.Digest);
        }

        if (entry.MediaType != _manifest.MediaType)
        {
            Add(OciFault.UnsupportedMediaType, $"The index's entry says '{entry.MediaType}' where the manifest says '{_manifest.MediaType}'.", null, entry.Digest);
        }

        if (entry.Platform is { } platform && !platform.Matches(_config.Platform))
        {
            Add(OciFault.MalformedDocument, $"The index's entry is for {Shown.Text(platform.ToString())}, the config for {Shown.Text(_config.Platform.ToString())}.", null, entry.Digest);
        }
    }

    /// <summary>The config against its descriptor, and its history against the layers.</summary>
    public void CheckConfig()
    {
        Descriptor descriptor = _manifest.Config;
        CheckDescriptor(descriptor, null, "The config's descriptor");
        CheckType(descriptor, MediaTypeRole.Config, null, "The config");
        if (descriptor.Digest != image.Config.Digest)
        {
            Add(OciFault.DigestMismatch, $"The manifest names the config {descriptor.Digest}, which it is not: it is {image.Config.Digest}.", null, descriptor.Digest);
        }

        if (descriptor.Size != image.Config.Bytes.Length)
        {
            Add(OciFault.SizeMismatch, $"The manifest says {descriptor.Size} bytes of the config, which has {image.Config.Bytes.Length}.", null, descriptor.Digest);
        }

        if (!Platform.TryParse(_config.Platform.ToString(), out _))
        {
            Add(OciFault.MalformedDocument, $"The config's platform '{Shown.Text(_config.Platform.ToString())}' is none.", null, descriptor.Digest);
        }

        int made = _config.History.Count(entry => !entry.EmptyLayer);
        if (!_config.History.IsEmpty && made != _manifest.Layers.Length)
        {
            Add(OciFault.MalformedDocument, $"The config's history tells of {made} layers; the manifest has {_manifest.Layers.Length}.", null, descriptor.Digest);
        }
    }

    /// <summary>The layers' descriptors against manifest, config and blobs.</summary>
    public void CheckLayers()
    {
        if (_config.DiffIds.Length != _manifest.Layers.Length)
        {
            Add(OciFault.MalformedDocument, $"The config has {_config.DiffIds.Length} diff ids for {_manifest.Layers.Length} layers.", null, _manifest.Config.Digest);
        }

        if (image.Layers.Length != _manifest.Layers.Length)
        {
            Add(OciFault.MalformedDocument, $"The image has {image.Layers.Length} layers where its manifest has {_manifest.Layers.Length}.", null, image.Digest);
        }

        for (int i = 0; i < _manifest.Layers.Length; i++)
        {
            Descriptor descriptor = _manifest.Layers[i];
            CheckDescriptor(descriptor, i, $"Layer {i}'s descriptor");
            CheckType(descriptor, MediaTypeRole.Layer, i, $"Layer {i}");
            if (i < image.Layers.Length)
            {
                CheckLayer(image.Layers[i], descriptor, i);
            }
        }
    }

    private void CheckLayer(ImageLayer layer, Descriptor descriptor, int number)
    {
        if (layer.Blob.Digest != descriptor.Digest || layer.Descriptor.Digest != descriptor.Digest)
        {
            Add(OciFault.DigestMismatch, $"Layer {number} is {layer.Blob.Digest} where the manifest names {descriptor.Digest}.", number, descriptor.Digest);
        }

        if (layer.Blob.Size != descriptor.Size)
        {
            Add(OciFault.SizeMismatch, $"Layer {number} has {layer.Blob.Size} bytes where the manifest says {descriptor.Size}.", number, descriptor.Digest);
        }

        if (number < _config.DiffIds.Length && layer.DiffId != _config.DiffIds[number])
        {
            Add(OciFault.DigestMismatch, $"Layer {number} goes by the diff id {layer.DiffId} where the config says {_config.DiffIds[number]}.", number, descriptor.Digest);
        }
    }

    private void CheckDescriptor(Descriptor descriptor, int? layer, string what)
    {
        if (!descriptor.Urls.IsEmpty)
        {
            Add(OciFault.MalformedDocument, $"{what} has 'urls': content from elsewhere is never fetched.", layer, descriptor.Digest);
        }

        if (descriptor.Data is not null)
        {
            Add(OciFault.MalformedDocument, $"{what} has inline 'data': content comes from blobs alone.", layer, descriptor.Digest);
        }
    }

    private void CheckType(Descriptor descriptor, MediaTypeRole role, int? layer, string what)
    {
        MediaType? type = MediaTypes.Find(descriptor.MediaType);
        if (type?.Role != role)
        {
            Add(OciFault.UnsupportedMediaType, $"{what} has the media type '{Shown.Text(descriptor.MediaType)}', which is none for it.", layer, descriptor.Digest);
        }
        else if (type.Family != MediaTypes.Find(_manifest.MediaType)?.Family)
        {
            Add(OciFault.UnsupportedMediaType, $"{what} has the media type '{descriptor.MediaType}' in a manifest of '{_manifest.MediaType}': one image never mixes families.", layer, descriptor.Digest);
        }
    }

    private void Add(OciFault fault, string message, int? layer, Digest digest) => _findings.Add(new ImageFinding(fault, message, layer, digest));
}
