using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>One image for several platforms, as it is asked for.</summary>
public sealed record IndexRequest
{
    /// <summary>What holds for all of it: names, outputs, lock file, keys. Its app is the first platform's.</summary>
    public required PublishRequest Whole { get; init; }

    /// <summary>
    /// The image of each platform, in an order that does not depend on the project's. Each differs from <see cref="Whole"/> in its app, in what starts it, and in
    /// the names of its files beside the layout, which begin with the platform.
    /// </summary>
    public required ImmutableArray<PublishRequest> Platforms { get; init; }
}
