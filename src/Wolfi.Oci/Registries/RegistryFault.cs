namespace Wolfi.Oci.Registries;

/// <summary>The kinds of failure of a registry; faces map each to a code.</summary>
public enum RegistryFault
{
    /// <summary>The registry gives no answer.</summary>
    Unreachable,

    /// <summary>The registry's certificate is not trusted.</summary>
    UntrustedServer,

    /// <summary>The registry sends the client where it does not go: another scheme, an inner address, in circles.</summary>
    Refused,

    /// <summary>The registry wants credentials that are not there, or does not accept those that are.</summary>
    Unauthorized,

    /// <summary>The registry knows who asks, and does not allow it.</summary>
    Denied,

    /// <summary>The registry does not have it.</summary>
    NotFound,

    /// <summary>The registry asks for fewer requests.</summary>
    RateLimited,

    /// <summary>The registry fails by its own account.</summary>
    ServerFailed,

    /// <summary>The registry does not take what is pushed.</summary>
    Rejected,

    /// <summary>The answer is not what the distribution specification says.</summary>
    UnexpectedAnswer,

    /// <summary>Content is not what its digest or descriptor says, or was changed by the registry.</summary>
    ContentMismatch,

    /// <summary>An answer is larger or longer than it may be.</summary>
    LimitExceeded,

    /// <summary>Others write the same list of referrers, and go on doing so.</summary>
    ReferrersContended,
}
