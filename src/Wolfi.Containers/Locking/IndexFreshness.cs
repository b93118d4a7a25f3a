using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Locking;

/// <summary>Whether indexes are as new as they must be: no older than those that a lock file remembers, and no older than the project allows.</summary>
public static class IndexFreshness
{
    /// <summary>Checks the indexes that were read for an architecture.</summary>
    /// <param name="indexes">The repositories with their indexes.</param>
    /// <param name="names">Their names in the lock file.</param>
    /// <param name="last">What was seen before.</param>
    /// <param name="architecture">apk's name of the architecture.</param>
    /// <param name="policy">What is allowed.</param>
    /// <param name="now">The time; asked only where the policy has a <see cref="LockPolicy.MaximumIndexAge"/>.</param>
    /// <exception cref="WolfiException">An index is too old.</exception>
    public static void Check(ImmutableArray<RepositoryIndex> indexes, RepositoryNames names, LockFile last, string architecture, LockPolicy policy, Func<DateTimeOffset> now)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(now);
        foreach (RepositoryIndex index in indexes)
        {
            LockedIndex? known = last.Repositories.FirstOrDefault(repository => repository.Name == names.NameOf(index.Repository))?.IndexOf(architecture);
            if (known?.Sha256 == index.Index.Sha256 && policy.MaximumIndexAge is null)
            {
                continue;
            }

            long? newest = index.Index.NewestBuildTime;
            if (known?.Newest is { } before && (newest ?? 0) < before && policy.AllowDowngrade.IsEmpty)
            {
                throw FreshnessErrors.OlderIndex.Fail(index.Repository, architecture, newest is { } built ? Shown(built) : "no known time", Shown(before));
            }

            if (policy.MaximumIndexAge is { } age)
            {
                CheckAge(index, architecture, newest, age, now());
            }
        }
    }

    private static void CheckAge(RepositoryIndex index, string architecture, long? newest, TimeSpan allowed, DateTimeOffset now)
    {
        if (newest is not { } seconds)
        {
            throw FreshnessErrors.NoBuildTimes.Fail(index.Repository, architecture);
        }

        // In seconds, since a build time may be beyond what the calendar knows. A day's grace for clocks and time zones.
        long age = now.ToUnixTimeSeconds() - seconds;
        if (age < -TimeSpan.SecondsPerDay)
        {
            throw FreshnessErrors.ClockBehind.Fail(Shown(now.ToUnixTimeSeconds()), index.Repository, architecture, Shown(seconds));
        }

        if (age > (long)allowed.TotalSeconds)
        {
            throw FreshnessErrors.IndexTooOld.Fail(index.Repository, architecture, Shown(seconds), Days(TimeSpan.FromSeconds(age)), Days(allowed));
        }
    }

    private static string Shown(long seconds) =>
        seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"second {seconds} after 1970");

    private static string Days(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.#} days");
}
