using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;

namespace Wolfi.Containers.Tool.Options;

/// <summary>Options that say whose identity signs, and which services sign, log and timestamp: the settings of builds, by the same rules.</summary>
internal sealed class SigstoreOptions
{
    private readonly Option<bool> _keyless = new("--keyless") { Description = "Sign by the identity of the CI job, with a certificate of ten minutes and no stored key." };

    private readonly ImmutableArray<(Setting Setting, Option<string?> Option)> _options =
    [
        (KnownSettings.WolfiIdentityToken, Named("--identity-token", "FILE", "Where the identity's token is: a file, or env://NAME. Default: what the CI service gives.")),
        (KnownSettings.WolfiSigstoreConfig, Named("--signing-config", "FILE", "The services that certify, log and timestamp: Sigstore's signing_config.v0.2.json.")),
        (KnownSettings.WolfiCertificateAuthority, Named("--certificate-authority", "URL", "The Fulcio that issues the certificate. Default: Sigstore's public one.")),
        (KnownSettings.WolfiTransparencyLog, Named("--transparency-log", "URL", "The Rekor that the signature is logged in. Default for --keyless: Sigstore's public one.")),
        (KnownSettings.WolfiTransparencyLogVersion, Named("--transparency-log-version", "1|2", "Version of the interface that the log speaks. Default: 1.")),
        (KnownSettings.WolfiTimestampServer, Named("--timestamp-server", "URL", "An RFC 3161 server that timestamps the signature.")),
        (KnownSettings.WolfiTrustedRoot, Named("--trusted-root", "FILE", "Holds what the services answer to these roots: Sigstore's trusted_root.json.")),
    ];

    /// <summary>Adds them to a command that also takes a key, one of the two of which must be given, and forms of signatures.</summary>
    public void AddTo(Command command, Option<string?> key, Option<SignatureFormats> format)
    {
        command.Add(_keyless);
        foreach ((_, Option<string?> option) in _options)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_keyless) == result.GetValue(key) is not null)
            {
                result.AddError("Either --key or --keyless says who signs.");
            }

            if (result.GetValue(_keyless) && result.GetValue(format).HasFlag(SignatureFormats.Classic))
            {
                result.AddError("--keyless makes bundles; the classic form is for keys.");
            }
        });
    }

    /// <summary>The settings.</summary>
    /// <exception cref="Diagnostics.WolfiException">One of them can't be used.</exception>
    public SigstoreSettings Read(ParseResult parsed) => SigstoreSettings.Read(
        parsed.GetValue(_keyless),
        _options.Select(pair => KeyValuePair.Create(pair.Setting, parsed.GetValue(pair.Option))).Where(pair => pair.Value is not null).ToImmutableDictionary(pair => pair.Key.Name, pair => pair.Value!),
        setting => _options.First(pair => pair.Setting == setting).Option.Name);

    private static Option<string?> Named(string name, string value, string description) => new(name) { HelpName = value, Description = description };
}
