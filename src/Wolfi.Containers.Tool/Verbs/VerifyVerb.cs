using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Containers.Verification;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>verify IMAGE</c>: does an image prove what a policy asks for, to the last byte?</summary>
internal static class VerifyVerb
{
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
        Option<string[]> environment = Several("--allow-env", "NAME", "A variable that may load or redirect code or trust, such as OPENSSL_CONF.");
        Option<string[]> declared = Several("--allow-declared", "NAME", "Something that the project may have added by hand: sha256:FINGERPRINT of a certificate, account:NAME, or a file's path.");
        Command command = new("verify", "Account for every byte of an image: the distribution's, the team's, a function of both, or declared by name; and check who signed it.")
        {
            image, platform, noSignature, packageKeys, minimum, environment, declared,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            VerificationPolicy policy = new()
            {
                AllowNoSignature = parsed.GetValue(noSignature),
                Account = new AccountPolicy
                {
                    PackageKeys = PackageKeys(parsed.GetRequiredValue(packageKeys)),
                    MinimumSignature = KeyOptions.Minimum(parsed, minimum),
                    AllowedEnvironment = [.. parsed.GetRequiredValue(environment)],
                    AllowedDeclared = [.. parsed.GetRequiredValue(declared)],
                },
            };
            string place = parsed.GetRequiredValue(image);
            Containers.Verification.Verification result = ImageVerifier.Verify(ImageArguments.Open(place, parsed.GetValue(platform), context.Registries, cancellationToken), policy, cancellationToken);
            foreach (Diagnostics.Diagnostic finding in result.Findings)
            {
                Report.FailLine(context.Terminal, finding);
            }

            if (parsed.GetValue(context.Json))
            {
                Json.Print(context.Terminal.Out, writer => VerificationDocument.Write(writer, result));
            }
            else
            {
                VerificationText.Print(context.Terminal, place, result);
            }

            return Task.FromResult((int)(result.Passed ? ExitCode.Success : ExitCode.No));
        });
        return command;
    }

    // Wolfi's key is built in; naming others does not take it away.
    private static Keyring PackageKeys(string[] files)
    {
        ImmutableArray<PublicKey> named = KeyOptions.Read(files);
        PublicKey wolfi = Keys.BuiltInKeys.ReadWolfiKey();
        return Keyring.Create(named.Any(key => key.Name == wolfi.Name) ? named : named.Add(wolfi));
    }

    private static Option<string[]> Several(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = $"{description} May be given more than once.",
        DefaultValueFactory = _ => [],
    };
}
