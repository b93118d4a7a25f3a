using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Plans;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Images;

/// <summary>Makes the image that a plan describes: writes the layers that are ours, points at the packages' own bytes, authors config and manifest.</summary>
public static class ImageFromPlan
{
    /// <summary>Assembles the image.</summary>
    /// <param name="plan">What to make.</param>
    /// <param name="scratchFolder">An existing folder for the layers that we write; it must outlive the image.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Image Assemble(ImagePlan plan, string scratchFolder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Assemble(plan, (layer, i) => MakeLayer(layer, i, scratchFolder, cancellationToken));
    }

    /// <summary>Assembles the image of layers that are made as the caller says.</summary>
    internal static Image Assemble(ImagePlan plan, Func<PlannedLayer, int, NewLayer> makeLayer)
    {
        ContainerConfiguration configuration = plan.Configuration;
        ImageSettings settings = new()
        {
            Platform = Platform.OfLinux(Architectures.FromApk(plan.Architecture)!.Oci),
            Created = configuration.Created,
            Container = new ContainerConfig
            {
                User = configuration.User,
                ExposedPorts = configuration.Ports,
                Env = [.. configuration.Environment.Select(pair => $"{pair.Key}={pair.Value}")],
                Entrypoint = configuration.Entrypoint,
                Cmd = configuration.Command,
                WorkingDir = configuration.WorkingDirectory,
                Labels = configuration.Labels,
            },
            Annotations = configuration.Labels,
        };
        ImmutableArray<NewLayer> layers = [.. plan.Layers.Select(makeLayer)];
        return ImageAssembler.Assemble(settings, layers);
    }

    private static NewLayer MakeLayer(PlannedLayer layer, int number, string scratchFolder, CancellationToken cancellationToken)
    {
        switch (layer)
        {
            case PlannedLayer.Verbatim verbatim:
                (long offset, long size) = (verbatim.Package.DataMember.Offset, verbatim.Package.DataMember.Length);
                Digest digest = Digest.Parse("sha256:" + verbatim.Package.Info.DataHash);
                return new NewLayer
                {
                    Blob = verbatim.File.Path is { } file
                        ? BlobSource.FromFile(file, offset, size, digest)
                        : BlobSource.FromFile(verbatim.File.FetchAsync, offset, size, digest),
                    DiffId = Digest.Parse("sha256:" + verbatim.Package.DiffId),
                    CreatedBy = verbatim.Kind.Name(),
                    Comment = verbatim.History,
                };

            case PlannedLayer.Written written:
                string path = Path.Combine(scratchFolder, string.Create(CultureInfo.InvariantCulture, $"{number:D3}.layer"));
                using (FileStream stream = new(path, FileMode.CreateNew, FileAccess.ReadWrite))
                {
                    WrittenLayer result = LayerWriter.Write(written.Entries, stream, cancellationToken);
                    return new NewLayer
                    {
                        Blob = BlobSource.FromFile(path, 0, result.Size, result.Digest),
                        DiffId = result.DiffId,
                        CreatedBy = written.Kind.Name(),
                        Comment = written.History,
                    };
                }

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
