namespace Wolfi.Oci.Daemons;

/// <summary>How long a daemon is waited for.</summary>
public sealed record DaemonTiming
{
    /// <summary>For a daemon that was asked for: one that a socket starts takes a while.</summary>
    public static DaemonTiming Default { get; } = new() { Answer = TimeSpan.FromSeconds(60) };

    /// <summary>For a daemon that was only found: nobody waits for one that hangs.</summary>
    public static DaemonTiming Probing { get; } = new() { Answer = TimeSpan.FromSeconds(5) };

    /// <summary>From the connection to the end of a short answer.</summary>
    public required TimeSpan Answer { get; init; }

    /// <summary>Without a byte of the image taken.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Without a word of an answer, once all of the image was sent: the daemon unpacks it.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(15);
}
