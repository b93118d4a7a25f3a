using System.CommandLine;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Tool.Options;

/// <summary>Arguments for keys that sign images.</summary>
internal static class ImageKeyOptions
{
    /// <summary>What can name a private key.</summary>
    public const string AnyKey = "The key: a PEM file, env://NAME, exec:PROGRAM, or pkcs11:URI.";

    private const string StandardPrefix = "wolfi";

    /// <summary>A key.</summary>
    public static Argument<string> Key(string description) => new("KEY") { Description = description };

    /// <summary><c>--format bundle,classic</c>.</summary>
    public static Option<SignatureFormats> Format() => new("--format")
    {
        HelpName = "FORM,…",
        Description = "The forms of signatures: bundle (a Sigstore bundle, attached as referrer), classic (cosign 2's, under the tag sha256-….sig). Default: bundle.",
        DefaultValueFactory = _ => SignatureFormats.Bundle,
        CustomParser = result =>
        {
            SignatureFormats formats = SignatureFormatNames.Parse(string.Join(',', result.Tokens.Select(token => token.Value)), out string? unknown);
            if (unknown is not null || formats == SignatureFormats.None)
            {
                result.AddError($"--format: '{unknown}' is none of {string.Join(", ", SignatureFormatNames.All)}.");
            }

            return formats;
        },
    };

    /// <summary><c>--allow-development-key</c>.</summary>
    public static Option<bool> AllowDevelopmentKey(string description) => new("--allow-development-key") { Description = description };

    /// <summary>Where a key's files go.</summary>
    public static Argument<string> Prefix() => new("PREFIX")
    {
        Description = $"Writes PREFIX.key and PREFIX.pub; neither may be there. Default: {StandardPrefix}.",
        DefaultValueFactory = _ => StandardPrefix,
    };

    /// <summary>Where the key is that a word on the command line names; only of these kinds, where some are given.</summary>
    /// <exception cref="WolfiException">It names none.</exception>
    public static KeyReference Reference(string text, params ReadOnlySpan<KeyReferenceKind> kinds)
    {
        (KeyReference? reference, string? reason) = KeyReference.Parse(text, Path.GetFullPath);
        return reference is null ? throw SigningKeyErrors.NoKey.Fail("The key that is named", reason!)
            : kinds.IsEmpty || kinds.Contains(reference.Kind) ? reference
            : throw SigningKeyErrors.NoKey.Fail("The key that is named", "it can't leave the place where it is");
    }
}
