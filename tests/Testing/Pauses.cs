namespace Wolfi.Testing;

/// <summary>A clock whose short waits are over at once, and are kept; what is longer never ends.</summary>
public sealed class Pauses(TimeSpan longest) : TimeProvider
{
    private readonly List<TimeSpan> _taken = [];

    /// <summary>The waits, in order.</summary>
    public IReadOnlyList<TimeSpan> Taken
    {
        get
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > longest || dueTime < TimeSpan.Zero)
        {
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }

        lock (_taken)
        {
            _taken.Add(dueTime);
        }

        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
