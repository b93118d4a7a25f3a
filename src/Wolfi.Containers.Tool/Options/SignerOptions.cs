using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Verification;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Proofs;

namespace Wolfi.Containers.Tool.Options;

/// <summary>Options that say who may have signed an image: keys, and identities by cosign's names for them.</summary>
internal sealed class SignerOptions
{
    private readonly Option<string[]> _keys = Several("--key", "FILE", "Public key (ECDSA P-256, PEM) of whoever may have signed the image; one signature is enough.");

    private readonly Option<string[]> _names = Several("--certificate-identity", "NAME", "Who may have signed the image without a key: a workflow's URI or an e-mail address, to the letter. Needs an issuer and --trusted-root.");

    private readonly Option<string[]> _nameExpressions = Several("--certificate-identity-regexp", "REGEXP", "The same as a regular expression, which must match the whole name.");

    private readonly Option<string?> _issuer = new("--certificate-oidc-issuer") { HelpName = "URL", Description = "Who must have vouched for the identity, such as https://token.actions.githubusercontent.com." };

    private readonly Option<string?> _issuerExpression = new("--certificate-oidc-issuer-regexp") { HelpName = "REGEXP", Description = "The same as a regular expression, which must match the whole URL." };

    private readonly Option<string?> _repository = new("--certificate-github-workflow-repository") { HelpName = "OWNER/NAME", Description = "The repository on GitHub that the workflow must have run for." };

    private readonly Option<string?> _reference = new("--certificate-github-workflow-ref") { HelpName = "REF", Description = "The branch or tag that the workflow must have run for, such as refs/tags/v1.4.0." };

    private readonly Option<string?> _commit = new("--certificate-github-workflow-sha") { HelpName = "COMMIT", Description = "The commit that the workflow must have run for." };

    private readonly Option<string?> _trustedRoot = new("--trusted-root") { HelpName = "FILE", Description = "The Sigstore trusted root (trusted_root.json) whose authorities and logs are trusted." };

    private readonly Option<bool> _noLog = new("--allow-no-log") { Description = "Let an identity's signature count that stands in no transparency log, if a timestamp of the trusted root proves its time." };

    private readonly Option<bool> _noCertificateLog = new("--allow-no-certificate-log") { Description = "Let an identity's certificate count that is in no log of certificates (has no SCT)." };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_keys, _names, _nameExpressions, _issuer, _issuerExpression, _repository, _reference, _commit, _trustedRoot, _noLog, _noCertificateLog];

    /// <summary>What they say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="required">What else is asked for.</param>
    /// <exception cref="WolfiException">A file can't be read, or what is asked for can't be held to.</exception>
    public SignerPolicy Read(ParseResult parsed, ImmutableArray<RequiredEvidence> required)
    {
        SignerPolicy policy = new()
        {
            Keys = [.. parsed.GetRequiredValue(_keys).Select(ImageKeyFiles.Read)],
            Identities = Identities(parsed),
            TrustedRoot = parsed.GetValue(_trustedRoot) is { } root ? TrustedRootFiles.Read(root) : null,
            RequireLog = required.Contains(RequiredEvidence.Log),
            RequireTimestamp = required.Contains(RequiredEvidence.Timestamp),
            AllowNoLog = parsed.GetValue(_noLog),
            AllowNoCertificateLog = parsed.GetValue(_noCertificateLog),
        };
        return policy.Flaw is { } flaw ? throw IdentityErrors.PolicyRefused.Fail(flaw) : policy;
    }

    private ImmutableArray<IdentityPolicy> Identities(ParseResult parsed)
    {
        try
        {
            NamePattern[] names =
            [
                .. parsed.GetRequiredValue(_names).Select(NamePattern.Exactly),
                .. parsed.GetRequiredValue(_nameExpressions).Select(NamePattern.Matching),
            ];
            NamePattern[] issuers = [.. Given(_issuer).Select(NamePattern.Exactly), .. Given(_issuerExpression).Select(NamePattern.Matching)];
            return (names.Length, issuers.Length) switch
            {
                (0, 0) when !Given(_repository).Concat(Given(_reference)).Concat(Given(_commit)).Any() => [],
                (0, 0) => throw IdentityErrors.PolicyRefused.Fail("what the workflow ran for says nothing of who may have signed, and no identity is named"),
                (0, _) => throw IdentityErrors.PolicyRefused.Fail("an issuer is named, and nobody whom it may vouch for"),
                (_, 0) => throw IdentityErrors.PolicyRefused.Fail("an identity is a name together with who vouches for it, and no issuer is named"),
                (_, > 1) => throw IdentityErrors.PolicyRefused.Fail("two issuers are named, and nothing says which of them vouches for whom"),
                _ =>
                [
                    .. names.Select(name => new IdentityPolicy(name, issuers[0])
                    {
                        SourceRepository = parsed.GetValue(_repository) is { } repository ? $"https://github.com/{repository}" : null,
                        SourceReference = parsed.GetValue(_reference),
                        SourceCommit = parsed.GetValue(_commit),
                    }),
                ],
            };
        }
        catch (EvidenceException e)
        {
            throw IdentityErrors.PolicyRefused.Fail(e, e.Message.TrimEnd('.'));
        }

        IEnumerable<string> Given(Option<string?> option) => parsed.GetValue(option) is { } text ? [text] : [];
    }

    private static Option<string[]> Several(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = $"{description} May be given more than once.",
        DefaultValueFactory = _ => [],
    };
}
