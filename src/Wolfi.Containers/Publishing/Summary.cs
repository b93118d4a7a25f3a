using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;

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
        ReportPlaces(result, built.Evidence, observer);
        ReportLayers(built, observer);
    }

    /// <summary>The same of an image for several platforms.</summary>
    public static void Report(BuiltIndex index, ImmutableArray<BuiltImage> platforms, PublishResult result, IPublishObserver observer)
    {
        Descriptor[] layers = [.. platforms.SelectMany(platform => platform.Image.Layers).Select(layer => layer.Descriptor)];
        Descriptor[] distinct = [.. layers.DistinctBy(layer => layer.Digest)];
        observer.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"Made {result.Reference}: {platforms.Length} platforms, {distinct.Sum(layer => layer.Size) / Megabyte:F1} MB, {Shared(layers.Length - distinct.Length)}."));
        foreach (BuiltImage platform in platforms)
        {
            observer.Report(string.Create(
                CultureInfo.InvariantCulture,
                $"  {platform.Image.Config.Value.Platform} {platform.Image.Digest}: {platform.Image.Layers.Length} layers, {platform.Image.Layers.Sum(layer => layer.Descriptor.Size) / Megabyte:F1} MB, user {platform.Bill.Plan.Configuration.User}"));
        }

        ReportPlaces(result, index.Evidence, observer);
        foreach (BuiltImage platform in platforms)
        {
            observer.Detail($"{platform.Image.Config.Value.Platform}:");
            ReportLayers(platform, observer);
        }
    }

    private static string Shared(int layers) => layers switch
    {
        0 => "no layer shared",
        1 => "one layer shared",
        _ => $"{layers} layers shared",
    };

    private static void ReportPlaces(PublishResult result, ImmutableArray<EvidenceDocument> evidence, IPublishObserver observer)
    {
        if (result.LayoutFolder is { } layout)
        {
            observer.Report($"  layout   {layout}");
        }

        if (result.ArchiveFile is { } archive)
        {
            observer.Report($"  archive  {archive}");
        }

        if (!evidence.IsEmpty)
        {
            observer.Report($"  attached {string.Join(", ", evidence.Select(document => EvidenceNames.Of(document.Kind)))}{(result.Platforms.IsEmpty ? "" : ", and to each platform its own")}");
        }
    }

    private static void ReportLayers(BuiltImage built, IPublishObserver observer)
    {
        (ImagePlan plan, Image image) = (built.Bill.Plan, built.Image);
        for (int i = 0; i < plan.Layers.Length; i++)
        {
            observer.Detail(string.Create(
                CultureInfo.InvariantCulture,
                $"  {image.Layers[i].Descriptor.Digest} {plan.Layers[i].Class.Name(),-13} {image.Layers[i].Descriptor.Size,12:N0}  {plan.Layers[i].History}"));
        }
    }
}
