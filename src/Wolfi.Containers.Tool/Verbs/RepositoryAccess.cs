using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>What the verbs about lock files fetch with.</summary>
internal sealed class RepositoryAccess : IDisposable
{
    private readonly VouchedPackages _vouched;

    private RepositoryAccess(RepositoryClient client, VouchedPackages vouched)
    {
        Client = client;
        _vouched = vouched;
    }

    /// <summary>Fetches indexes and packages.</summary>
    public RepositoryClient Client { get; }

    /// <summary>Locks anew.</summary>
    public LockMaker Maker => new(Client, _vouched, TimeProvider.System);

    /// <summary>Fetches what is locked.</summary>
    public LockedResolver Resolver => new(Client, _vouched);

    /// <summary>Opens the repositories of a project with its package cache.</summary>
    public static RepositoryAccess Open(VerbContext context, ProjectSources sources)
    {
        DerivedStore derived = new(sources.CacheFolder, UserCache.Key());
        RepositoryClient client = new(handler: null, new PackageCache(sources.CacheFolder, sources.CacheLimit), derived, sources.Credentials.Open(context.Tell)) { Offline = sources.Offline };
        return new RepositoryAccess(client, new VouchedPackages(derived));
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
