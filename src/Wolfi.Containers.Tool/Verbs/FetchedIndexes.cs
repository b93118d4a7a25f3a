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
    public static async Task<RepositoryIndex[]> FetchAsync(
        VerbContext context, RepositoryClient client, ImmutableArray<PackageRepository> repositories, string architecture, CancellationToken cancellationToken)
    {
        PackageIndex[] indexes = await Task.WhenAll(
            repositories.Select(repository => client.FetchIndexAsync(repository, architecture, cancellationToken))).ConfigureAwait(false);
        RepositoryIndex[] fetched = [.. repositories.Zip(indexes, (repository, index) => new RepositoryIndex(repository, index))];
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
