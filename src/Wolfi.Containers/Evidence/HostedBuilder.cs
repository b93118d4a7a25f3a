using System.Collections.Immutable;
using Wolfi.SupplyChain.Certificates;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// Names the hosted builder of a build, as far as the certificate that signs its provenance proves one: the workflow that a service for continuous integration ran
/// on machines of its own (SLSA Provenance v1, <c>builder.id</c>).
/// </summary>
internal static class HostedBuilder
{
    /// <summary>What a certificate says of a runner that the service does not keep.</summary>
    public const string SelfHosted = "self-hosted";

    // Services whose tokens name the workflow, whether the authority repeats that in an extension or not.
    private static readonly ImmutableArray<string> s_issuers = ["https://token.actions.githubusercontent.com", "https://gitlab.com"];

    /// <summary>The builder's URI; null where none is proved: by a key, a person, another machine, or a runner of somebody's own.</summary>
    public static string? Of(SigningCertificate? certificate) =>
        certificate is { Kind: IdentityKind.Uri }
            && certificate.RunnerEnvironment != SelfHosted
            && (certificate.BuildSigner == certificate.Identity || (certificate.BuildSigner is null && s_issuers.Contains(certificate.Issuer)))
            ? certificate.Identity
            : null;
}
