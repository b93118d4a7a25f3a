using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>The indexes of the repositories that a verb is about.</summary>
internal static class FetchedIndexes
{
    /// <summary>Fetches and verifies them; what is not verified is said on standard error.</summary>
    public static RepositoryIndex[] Fetch(VerbContext context, RepositoryClient client, ImmutableArray<PackageRepository> repositories, string architecture)
    {
        Task<PackageIndex>[] fetching = new Task<PackageIndex>[repositories.Length];
        for (int place = 0; place < fetching.Length; place++)
        {
            fetching[place] = client.FetchIndexAsync(repositories[place], architecture, context.CancellationToken);
        }

        PackageIndex[] indexes = Task.WhenAll(fetching).GetAwaiter().GetResult();
        RepositoryIndex[] fetched = new RepositoryIndex[indexes.Length];
        for (int place = 0; place < fetched.Length; place++)
        {
            fetched[place] = new RepositoryIndex(repositories[place], indexes[place]);
        }

        WarnOfUntrusted(context.Terminal, fetched);
        return fetched;
    }

    private static void WarnOfUntrusted(Terminal terminal, RepositoryIndex[] fetched)
    {
        foreach (RepositoryIndex unsigned in fetched.Where(fetched => fetched.Index.VerifiedBy.IsEmpty))
        {
            Report.Warn(terminal, RepositoryErrors.UntrustedRepository.Create(unsigned.Repository));
        }

        PackageRepository[] withoutRules = [.. fetched.Select(fetched => fetched.Repository).Where(repository => repository.Tag is null)];
        if (withoutRules.Length > 1)
        {
            Report.Warn(terminal, CommandLineErrors.RepositoriesWithoutRules.Create(string.Join(", ", withoutRules.AsEnumerable())));
        }
    }
}
