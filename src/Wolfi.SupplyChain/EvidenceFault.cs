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

    /// <summary>A key is of a form or kind that is not used here, or is damaged.</summary>
    UnusableKey,

    /// <summary>A private key is encrypted in cosign's own way, which is not read here.</summary>
    CosignKey,

    /// <summary>A private key needs a password that was not given, or another one.</summary>
    WrongPassword,

    /// <summary>Whoever holds a private key did not sign, or with another key.</summary>
    SigningFailed,

    /// <summary>A bundle does not prove who signed, that it is logged, or when it was signed.</summary>
    Unproved,

    /// <summary>A pattern for names is none, or one that can't be matched in linear time.</summary>
    UnusablePattern,
}
