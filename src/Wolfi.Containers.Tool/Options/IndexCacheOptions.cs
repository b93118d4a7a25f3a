using System.CommandLine;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tool.Verbs;

namespace Wolfi.Containers.Tool.Options;

/// <summary>The options that say where parsed indexes are kept, for verbs that fetch no package.</summary>
internal sealed class IndexCacheOptions
{
    private readonly Option<string?> _cache = CacheOptions.Cache();
    private readonly Option<bool> _none = new("--no-cache") { Description = "Read every index anew, and keep nothing of it." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_cache);
        command.Options.Add(_none);
    }

    /// <summary>A client that keeps parsed indexes where the user says; without a folder for them it reads each anew.</summary>
    public RepositoryClient Open(ParseResult parsed, VerbContext context)
    {
        string? folder = parsed.GetValue(_none) ? null : UserCache.TryFolder(parsed.GetValue(_cache));
        DerivedStore? derived = folder is null ? null : new DerivedStore(folder, UserCache.Key());
        return new RepositoryClient(null, new PackageCache(folder ?? Path.GetTempPath()), derived, context.OpenCredentials());
    }
}
