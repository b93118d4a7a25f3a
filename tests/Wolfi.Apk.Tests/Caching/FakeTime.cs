namespace Wolfi.Apk.Tests.Caching;

/// <summary>A clock that tests set; timers run by the machine's.</summary>
internal sealed class FakeTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = System.GetUtcNow();

    /// <summary>How far each reading of the timestamp moves it.</summary>
    public TimeSpan Step { get; init; }

    private long _timestamp;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _timestamp, Step.Ticks);
}
