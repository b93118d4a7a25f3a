namespace Wolfi.SupplyChain;

/// <summary>The kinds of failure of this library; faces map each to a code.</summary>
public enum EvidenceFault
{
    /// <summary>A document is damaged, ambiguous or lacks what it must say.</summary>
    Malformed,

    /// <summary>A document is of another kind or version than the one that is read here.</summary>
    Unsupported,

    /// <summary>A bound on size, count or depth was passed.</summary>
    LimitExceeded,

    /// <summary>A document is about something else than what it was asked about.</summary>
    WrongSubject,
}
