using System.Globalization;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Publishing;

/// <summary>What a build says when it is done.</summary>
internal static class Summary
{
    private const double Megabyte = 1_000_000;

    public static void Report(BuiltImage built, PublishResult result, IPublishObserver observer)
    {
        (ImagePlan plan, Image image) = (built.Bill.Plan, built.Image);
        int packages = plan.Layers.Count(layer => layer.Kind is LayerKind.Package or LayerKind.Team);
        long size = image.Layers.Sum(layer => layer.Descriptor.Size);
        observer.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"Made {result.Reference}: {plan.Layers.Length} layers, {packages} packages, {size / Megabyte:F1} MB, user {plan.Configuration.User}."));
        observer.Report($"  layout   {result.LayoutFolder}");
        if (result.ArchiveFile is { } archive)
        {
            observer.Report($"  archive  {archive}");
        }

        if (!built.Evidence.IsEmpty)
        {
            observer.Report($"  attached {string.Join(", ", built.Evidence.Select(document => EvidenceNames.Of(document.Kind)))}");
        }

        for (int i = 0; i < plan.Layers.Length; i++)
        {
            observer.Detail(string.Create(
                CultureInfo.InvariantCulture,
                $"  {image.Layers[i].Descriptor.Digest} {plan.Layers[i].Class.Name(),-13} {image.Layers[i].Descriptor.Size,12:N0}  {plan.Layers[i].History}"));
        }
    }
}
