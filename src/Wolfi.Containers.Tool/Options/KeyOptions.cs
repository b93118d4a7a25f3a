using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Keys;

namespace Wolfi.Containers.Tool.Options;

/// <summary>Options for keys.</summary>
internal static class KeyOptions
{
    /// <summary>The weakest signature that counts unless the user says otherwise.</summary>
    public const SignatureAlgorithm DefaultMinimum = SignatureAlgorithm.Rsa256;

    /// <summary>The usual name of options for keys.</summary>
    public const string Key = "--key";

    /// <summary><c>--key FILE</c>, any number of public keys.</summary>
    /// <param name="name">The option's name, where the usual one names a private key.</param>
    public static Option<string[]> PublicKeys(string name = Key) => new(name)
    {
        HelpName = "FILE",
        Description = "Public key (PEM) that may sign; its file name is the key's name. May be given more than once. Default: Wolfi's key, which is built in.",
        DefaultValueFactory = _ => [],
    };

    /// <summary><c>--key FILE</c>, the one private key.</summary>
    public static Option<string> SigningKey() => new(Key)
    {
        HelpName = "FILE",
        Description = "RSA private key (PEM) that signs.",
        Required = true,
    };

    /// <summary><c>--key-name NAME</c>.</summary>
    public static Option<string?> SigningKeyName() => new("--key-name")
    {
        HelpName = "NAME",
        Description = "The public key's name in the signature. Default: from the key's file name; 'team.pem' and 'team.rsa' sign as 'team.rsa.pub'.",
    };

    /// <summary><c>--minimum-signature ALGORITHM</c>; see <see cref="Minimum"/>.</summary>
    public static Option<string?> MinimumSignature()
    {
        Option<string?> minimum = new("--minimum-signature")
        {
            HelpName = "RSA|RSA256|RSA512",
            Description = $"The weakest signature that counts; RSA is SHA-1. Default: {DefaultMinimum.EntryName()}.",
        };
        minimum.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => SignatureAlgorithms.FromEntryName(text) is null))
            {
                result.AddError($"--minimum-signature: '{text}' is no signature algorithm.");
            }
        });
        return minimum;
    }

    /// <summary>The weakest signature that counts.</summary>
    public static SignatureAlgorithm Minimum(ParseResult parsed, Option<string?> minimum) =>
        parsed.GetValue(minimum) is { } name ? SignatureAlgorithms.FromEntryName(name) ?? DefaultMinimum : DefaultMinimum;

    /// <summary>The keys that were named, or Wolfi's.</summary>
    public static Keyring Keyring(string[] files) => Apk.Signing.Keyring.Create(Read(files));

    /// <summary>The keys that were named, or Wolfi's.</summary>
    public static ImmutableArray<PublicKey> Read(string[] files) => files.Length == 0 ? [BuiltInKeys.ReadWolfiKey()] : [.. files.Select(KeyFiles.ReadPublic)];
}
