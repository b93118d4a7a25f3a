using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Resolutions;

/// <summary>Fetches several things at once, and tells of all that are missing together.</summary>
internal static class Fetching
{
    private const int Parallel = 4;

    /// <summary>Fetches one thing an item.</summary>
    /// <returns>What was fetched, in the items' order; and what the repositories do not have.</returns>
    /// <exception cref="WolfiException">Something can't be had or trusted, or the network is refused: then all that would have had to be fetched is named.</exception>
    public static async Task<(TResult[] Results, ImmutableArray<ApkException> NotFound)> RunAsync<T, TResult>(
        IReadOnlyList<T> items, Func<T, CancellationToken, Task<TResult>> fetch, CancellationToken cancellationToken)
    {
        TResult[] results = new TResult[items.Count];
        ApkException?[] missing = new ApkException?[items.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        try
        {
            await System.Threading.Tasks.Parallel.ForAsync(0, items.Count, options, async (i, token) =>
            {
                try
                {
                    results[i] = await fetch(items[i], token).ConfigureAwait(false);
                }
                catch (ApkException e) when (e.Fault is ApkFault.NotFound or ApkFault.Offline)
                {
                    missing[i] = e;
                }
            }).ConfigureAwait(false);
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }

        ILookup<ApkFault, ApkException> byFault = missing.OfType<ApkException>().ToLookup(e => e.Fault);
        return byFault[ApkFault.Offline].ToImmutableArray() is { IsEmpty: false } offline
            ? throw FreshnessErrors.Offline.Fail(offline[0], string.Join(' ', offline.Select(e => e.Message)))
            : (results, [.. byFault[ApkFault.NotFound]]);
    }
}
