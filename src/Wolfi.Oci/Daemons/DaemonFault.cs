namespace Wolfi.Oci.Daemons;

/// <summary>The kinds of failure of a daemon; faces map each to a code.</summary>
public enum DaemonFault
{
    /// <summary>Nothing listens at the address.</summary>
    NotThere,

    /// <summary>Something listens there, and this user may not speak to it.</summary>
    Denied,

    /// <summary>It does not answer in time, or stops in the middle.</summary>
    TooSlow,

    /// <summary>It does not take the image, in its own words.</summary>
    Rejected,

    /// <summary>Its disk is full.</summary>
    DiskFull,

    /// <summary>What answers is no such daemon, or its answer is cut off.</summary>
    UnexpectedAnswer,

    /// <summary>The answer is longer than it may be.</summary>
    LimitExceeded,
}
