using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Tool.Output;

/// <summary>The layers of one class, summed up.</summary>
/// <param name="Class">The class's name.</param>
/// <param name="Layers">How many layers.</param>
/// <param name="Size">Their stored bytes.</param>
internal sealed record SizesByClass(string Class, int Layers, long Size)
{
    /// <summary>The kind of a layer that no record explains.</summary>
    public const string OtherKind = "other";

    /// <summary>The class of a layer that nobody answers for.</summary>
    public const string UnknownClass = "unknown";

    /// <summary>One sum for each class that there is, in the classes' order.</summary>
    public static IEnumerable<SizesByClass> Of(IEnumerable<InspectedLayer> layers) => layers
        .GroupBy(layer => layer.Class)
        .OrderBy(group => group.Key ?? (ByteClass)int.MaxValue)
        .Select(group => new SizesByClass(group.Key?.Name() ?? UnknownClass, group.Count(), group.Sum(layer => layer.Size)));
}
