using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Publishing;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Daemons;

/// <summary>Loading in words.</summary>
public static class LoadText
{
    /// <summary>Such as <c>Loaded my-app:latest into Docker 20.10.24: 1.2 MB, 20 layers were there.</c></summary>
    public static string Of(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string names = result.Names.IsEmpty ? result.Id : string.Join(", ", result.Names);
        string spared = result.SparedLayers == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {result.SparedLayers} layer{(result.SparedLayers == 1 ? " was" : "s were")} there");
        return result.WasThere
            ? $"{names} is in {result.Engine} already: nothing was loaded."
            : $"Loaded {names} into {result.Engine}: {ByteSizes.Text(result.SentBytes)} sent{spared}.";
    }

    /// <summary>The line that runs an image: with its first port, where it has one, on the same port of this machine's loopback.</summary>
    /// <param name="client">How the client program is called.</param>
    /// <param name="container">What the image runs.</param>
    /// <param name="name">The image's name or id.</param>
    internal static string RunLine(ImmutableArray<string> client, ContainerConfig container, string name)
    {
        string? port = container.ExposedPorts.Select(exposed => exposed.Split('/')).Where(parts => parts.Length == 1 || parts[1] == "tcp").Select(parts => parts[0]).FirstOrDefault();
        string published = port is null ? "" : $" -p 127.0.0.1:{port}:{port}";
        return $"{string.Join(' ', client)} run --rm{published} {name}";
    }
}
