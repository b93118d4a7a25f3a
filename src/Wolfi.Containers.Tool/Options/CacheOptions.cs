using System.CommandLine;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Tool.Options;

/// <summary>The option that names the package cache.</summary>
internal static class CacheOptions
{
    /// <summary><c>--cache DIR</c>.</summary>
    public static Option<string?> Cache() => new("--cache")
    {
        HelpName = "DIR",
        Description = "The package cache. Default: wolfi-containers in the user's cache folder.",
    };

    /// <summary>Absolute path of the cache.</summary>
    public static string Folder(ParseResult parsed, Option<string?> cache) => UserCache.Folder(parsed.GetValue(cache));
}
