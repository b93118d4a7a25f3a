using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Containers.Verification;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>verify IMAGE</c>: does an image prove what a policy asks for, to the last byte?</summary>
internal static class VerifyVerb
{
    private const int ShownIgnored = 5;

    public static Command Create(VerbContext context)
    {
        Argument<string> image = ImageOptions.Image();
        Option<Platform?> platform = ImageOptions.Platform();
        Option<string[]> packageKeys = KeyOptions.PublicKeys("--package-key");
        Option<string?> minimum = KeyOptions.MinimumSignature();
        Option<bool> noSignature = new("--no-signature")
        {
            Description = "Ask for no signature of the image: the account of its bytes alone. Who made the app's layers then stays unproved.",
        };
        SignerOptions signers = new();
        Option<bool> classic = new("--classic") { Description = "Let signatures by keys in cosign 2's form count too (sha256-….sig and .att). They are not looked for otherwise." };
        Option<bool> developmentKey = new("--allow-development-key") { Description = "Let a signature count that a development key made." };
        Option<string?> repository = new("--repository") { HelpName = "NAME", Description = "The repository that the image must be signed for. Default: that of a reference to a registry; any for a layout or archive." };
        Option<bool> anyRepository = new("--any-repository") { Description = "Let a signature count that names another repository than the reference." };
        Option<string?> version = new("--image-version") { HelpName = "VERSION", Description = "The version that the image must be signed as." };
        Option<long?> notBefore = new("--not-before") { HelpName = "TIME", Description = "The earliest time of the source that the image is signed as made of, such as 2026-01-31.", CustomParser = Time };
        Option<RequiredEvidence[]> required = new("--require")
        {
            HelpName = "KIND,…",
            Description = $"What must be there too: {Words(ofSignatures: false)} attached and signed; {Words(ofSignatures: true)} of each signature.",
            CustomParser = Required,
            DefaultValueFactory = _ => [],
        };
        Option<string?> lockFile = new("--lock") { HelpName = "FILE", Description = "The lock file whose packages the image must have, no more and no less." };
        Option<string[]> indexes = Several("--index", "FILE", "A repository's signed APKINDEX.tar.gz: each package must be one that it lists, and the newest.");
        Option<bool> superseded = new("--allow-superseded") { Description = "Let packages pass that the indexes still list and have newer." };
        Option<int?> age = new("--max-package-age") { HelpName = "DAYS", Description = "The most days since a package of the distribution was built." };
        Option<string[]> environment = Several("--allow-env", "NAME", "A variable that may load or redirect code or trust, such as OPENSSL_CONF.");
        Option<bool> fips = new("--fips") { Description = $"Let nothing count that FIPS 140-3 does not approve: no SHA-1, RSA keys of at least {FipsMode.LeastRsaBits} bits, each package signed by itself." };
        Option<string?> original = new("--original") { HelpName = "IMAGE", Description = "What IMAGE is a copy of whose layers were stored anew, as a daemon's save does: this is verified, and the copy compared with it uncompressed." };
        Option<string[]> declared = Several("--allow-declared", "NAME", "Something that the project may have added by hand: sha256:FINGERPRINT of a certificate, account:NAME, a file's path, or capability:PACKAGE:/path.");
        Command command = new("verify", "Account for every byte of an image: the distribution's, the team's, a function of both, or declared by name; and check who signed it.")
        {
            image, platform,
        };
        foreach (Option option in signers.All.Concat([noSignature, classic, developmentKey, repository, anyRepository, version, notBefore, required, packageKeys, minimum, lockFile, indexes, superseded, age, environment, declared, fips, original]))
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            ImmutableArray<RequiredEvidence> demanded = [.. parsed.GetRequiredValue(required)];
            string copy = parsed.GetRequiredValue(image);
            string place = parsed.GetValue(original) ?? copy;
            Keyring keyring = PackageKeys(parsed.GetRequiredValue(packageKeys));
            SignatureAlgorithm weakest = KeyOptions.Minimum(parsed, minimum);
            if (parsed.GetValue(fips) && (FipsMode.FaultOf(weakest, "--minimum-signature RSA") ?? FipsMode.FaultsOf(keyring.Keys).FirstOrDefault()) is { } weak)
            {
                throw new WolfiException(weak);
            }

            VerificationPolicy policy = new()
            {
                AllowNoSignature = parsed.GetValue(noSignature),
                Signature = new SignaturePolicy
                {
                    Signers = signers.Read(parsed, demanded),
                    AllowClassic = parsed.GetValue(classic),
                    AllowDevelopmentKey = parsed.GetValue(developmentKey),
                    Repository = parsed.GetValue(repository) ?? (parsed.GetValue(anyRepository) ? null : ImageArguments.RepositoryOf(place)),
                    ImageVersion = parsed.GetValue(version),
                    NotBefore = parsed.GetValue(notBefore),
                    Required = demanded,
                },
                Account = new AccountPolicy
                {
                    PackageKeys = keyring,
                    MinimumSignature = weakest,
                    Fips = parsed.GetValue(fips),
                    Lock = parsed.GetValue(lockFile) is { } file ? LockFiles.Read(file) : null,
                    Indexes = [.. parsed.GetRequiredValue(indexes).Select(path => IndexFiles.Read(path, keyring, weakest, cancellationToken))],
                    AllowSuperseded = parsed.GetValue(superseded),
                    OldestBuild = parsed.GetValue(age) is { } days ? TimeProvider.System.GetUtcNow().AddDays(-days).ToUnixTimeSeconds() : null,
                    AllowedEnvironment = [.. parsed.GetRequiredValue(environment)],
                    AllowedDeclared = [.. parsed.GetRequiredValue(declared)],
                },
            };
            Image? held = place == copy ? null : ImageArguments.Open(copy, parsed.GetValue(platform), context.Registries, withReferrers: false, cancellationToken).Image;
            Platform? only = held is null ? parsed.GetValue(platform) : held.Config.Value.Platform;
            (ImageStore store, Descriptor root) = ImageArguments.OpenRoot(
                place, only, context.Registries, withReferrers: true, policy.Signature.AllowClassic ? ClassicSignatures.Suffixes : [], cancellationToken);
            bool json = parsed.GetValue(context.Json);
            bool passed = held is null && MediaTypes.IsIndex(root.MediaType)
                ? Tell(context, place, json, IndexVerifier.Verify(store, root, only, policy, cancellationToken))
                : Tell(context, copy, json, Verify(StoredImage.Of(store, root, only, cancellationToken), held, policy, cancellationToken));
            return Task.FromResult((int)(passed ? ExitCode.Success : ExitCode.No));
        });
        return command;
    }

    private static Containers.Verification.Verification Verify(StoredImage stored, Image? copy, VerificationPolicy policy, CancellationToken cancellationToken)
    {
        Containers.Verification.Verification result = ImageVerifier.Verify(stored, policy, cancellationToken);
        return copy is null ? result : RecompressedCopy.Compare(copy, stored.Image, result, cancellationToken);
    }

    private static bool Tell(VerbContext context, string place, bool json, Containers.Verification.Verification result)
    {
        Tell(context, result.Ignored, result.Findings);
        if (json)
        {
            Json.Print(context.Terminal.Out, writer => VerificationDocument.Write(writer, result));
        }
        else
        {
            VerificationText.Print(context.Terminal, place, result);
        }

        return result.Passed;
    }

    private static bool Tell(VerbContext context, string place, bool json, IndexVerification result)
    {
        Tell(context, [.. result.Ignored, .. result.Platforms.SelectMany(platform => platform.Verification.Ignored)], result.Findings);
        if (json)
        {
            Json.Print(context.Terminal.Out, writer => VerificationDocument.Write(writer, result));
        }
        else
        {
            VerificationText.Print(context.Terminal, place, result);
        }

        return result.Passed;
    }

    private static void Tell(VerbContext context, ImmutableArray<string> ignored, ImmutableArray<Diagnostics.Diagnostic> findings)
    {
        foreach (string one in ignored.Take(ShownIgnored))
        {
            context.Terminal.Error.WriteLine(Shown.Text($"note: not counted: {one}."));
        }

        if (ignored.Length > ShownIgnored)
        {
            context.Terminal.Error.WriteLine($"note: not counted: {Shown.Count(ignored.Length - ShownIgnored, "more attachment")}.");
        }

        foreach (Diagnostics.Diagnostic finding in findings)
        {
            Report.FailLine(context.Terminal, finding);
        }
    }

    // Wolfi's key is built in; naming others does not take it away.
    private static Keyring PackageKeys(string[] files)
    {
        ImmutableArray<PublicKey> named = KeyOptions.Read(files);
        PublicKey wolfi = Keys.BuiltInKeys.ReadWolfiKey();
        return Keyring.Create(named.Any(key => key.Name == wolfi.Name) ? named : named.Add(wolfi));
    }

    private static long? Time(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time.ToUnixTimeSeconds();
        }

        result.AddError($"--not-before: '{text}' is no time.");
        return null;
    }

    private static RequiredEvidence[] Required(ArgumentResult result)
    {
        List<RequiredEvidence> required = [];
        foreach (string word in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (RequiredEvidenceNames.Parse(word) is { } evidence)
            {
                required.Add(evidence);
            }
            else
            {
                result.AddError($"--require: '{word}' is none of {string.Join(", ", RequiredEvidenceNames.All)}.");
            }
        }

        return [.. required];
    }

    private static string Words(bool ofSignatures) =>
        string.Join(", ", RequiredEvidenceNames.All.Where(word => RequiredEvidenceNames.Parse(word)!.Value.IsOfSignatures() == ofSignatures));

    private static Option<string[]> Several(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = $"{description} May be given more than once.",
        DefaultValueFactory = _ => [],
    };
}
