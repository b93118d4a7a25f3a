namespace Wolfi.Concurrency;

/// <summary>Runs the same work once for all who ask for it at the same time. It is cancelled when the last of them has gone.</summary>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Flight> _flights = [];
    private readonly Lock _lock = new();

    public async Task<TResult> RunAsync(TKey key, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out flight))
            {
                _flights.Add(key, flight = new Flight());
                flight.Task = StartAsync(work, flight.Cancellation.Token);
            }

            flight.Waiting++;
        }

        try
        {
            return await flight.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await LeaveAsync(key, flight).ConfigureAwait(false);
        }
    }

    private static async Task<TResult> StartAsync(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await work(cancellationToken).ConfigureAwait(false);
    }

    private async Task LeaveAsync(TKey key, Flight flight)
    {
        bool last;
        lock (_lock)
        {
            last = --flight.Waiting == 0;
            if (last || flight.Task.IsCompleted)
            {
                if (_flights.TryGetValue(key, out Flight? current) && current == flight)
                {
                    _flights.Remove(key);
                }
            }
        }

        if (!last)
        {
            return;
        }

        // Whoever goes last waits until the work has cleaned up behind itself.
        await flight.Cancellation.CancelAsync().ConfigureAwait(false);
        await ((Task)flight.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        flight.Cancellation.Dispose();
    }

    private sealed class Flight
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public Task<TResult> Task { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
