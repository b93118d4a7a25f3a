namespace Wolfi.Oci.Registries;

/// <summary>Tries again after passing faults: at growing pauses of random length, or when the registry says; bounded.</summary>
/// <param name="timing">Pauses and their bound.</param>
/// <param name="time">The clock.</param>
/// <param name="random">From 0 to below 1.</param>
/// <param name="events">Hears of each pause.</param>
internal sealed class Retries(RegistryTiming timing, TimeProvider time, Func<double> random, Action<RegistryEvent> events)
{
    // Beyond this, what makes a little progress each time is no progress.
    private const int MostTries = 1000;

    /// <summary>Does the work, again as often as it may help.</summary>
    /// <exception cref="RegistryException">It does not pass.</exception>
    public async Task<T> RunAsync<T>(string shown, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        int retries = 0;
        for (int tries = 1; ; tries++)
        {
            TimeSpan pause;
            try
            {
                return await work(cancellationToken).ConfigureAwait(false);
            }
            catch (PassingFault fault)
            {
                retries = fault.Progressed ? 0 : retries;
                if (retries >= Math.Min(timing.Pauses.Length, fault.MostRetries) || tries >= MostTries || fault.RetryAfter > timing.LongestRetryAfter)
                {
                    throw fault.Final(shown, tries);
                }

                pause = fault.RetryAfter ?? Jittered(timing.Pauses[retries]);
                retries++;
                events(new RegistryEvent(RegistryEventKind.Retrying, $"{shown}: {fault.Message}; trying again in {pause.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} s"));
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A pause of nearly that length, so that many clients don't come back at once.</summary>
    public TimeSpan Jittered(TimeSpan pause) => pause * (0.8 + (0.4 * random()));
}
