using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>Opens the keys that sign images. No message holds key text or a password.</summary>
public static class SigningKeys
{
    private const int MaximumLength = 64 * 1024;

    private const UnixFileMode OpenToOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Opens a key.</summary>
    /// <param name="reference">Where it is.</param>
    /// <param name="secrets">Where its password is.</param>
    /// <param name="warn">Hears that the key is not kept as it should be.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">It is not there, of another kind, or does not open.</exception>
    public static async Task<ISigner> OpenAsync(KeyReference reference, KeySecrets secrets, Action<Diagnostic> warn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(warn);
        return reference.Kind switch
        {
            KeyReferenceKind.Command => await CommandSigner.OpenAsync(reference, secrets.Variable("PATH"), cancellationToken).ConfigureAwait(false),
            KeyReferenceKind.Token => TokenSigner.Open(reference),
            _ => Open(reference, secrets, warn),
        };
    }

    /// <summary>Opens a key that can be had as text: a file's, or an environment variable's.</summary>
    /// <exception cref="WolfiException">It is not there, of another kind, or does not open.</exception>
    public static PrivateKey Open(KeyReference reference, KeySecrets secrets, Action<Diagnostic> warn) =>
        Open(reference, ReadText(reference, secrets, warn), secrets, warn);

    /// <summary>The text of a key.</summary>
    /// <exception cref="WolfiException">It is not there, or can't be read.</exception>
    public static string ReadText(KeyReference reference, KeySecrets secrets, Action<Diagnostic> warn)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(warn);
        if (reference.Kind == KeyReferenceKind.Environment)
        {
            return secrets.Variable(reference.Place) is { Length: > 0 } text ? text : throw SigningKeyErrors.NoKey.Fail(Sentence(reference), "it is not set");
        }

        using FileStream file = InputFile.Open(reference.Place);
        if (file.Length > MaximumLength)
        {
            throw SigningKeyErrors.KeyRefused.Fail(FormattableString.Invariant($"{Sentence(reference)} has {file.Length} bytes; no key has more than {MaximumLength}."));
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & OpenToOthers) != 0)
        {
            warn(SigningKeyErrors.KeyOpenToOthers.Create(reference.Place));
        }

        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }

    /// <summary>Opens a key whose text has been read.</summary>
    /// <exception cref="WolfiException">It is of another kind, or does not open.</exception>
    internal static PrivateKey Open(KeyReference reference, string pem, KeySecrets secrets, Action<Diagnostic> warn)
    {
        try
        {
            bool encrypted = PrivateKeyForms.Of(pem, Sentence(reference)) == PrivateKeyForm.EncryptedPkcs8;

            // A secret of the environment is as safe as the environment, whatever it holds.
            if (!encrypted && reference.Kind == KeyReferenceKind.File)
            {
                warn(SigningKeyErrors.PlainKey.Create(reference.Place));
            }

            return PrivateKey.Parse(pem, Sentence(reference), encrypted ? secrets.Password($"Password of {reference}: ") : null);
        }
        catch (EvidenceException exception)
        {
            throw SigningKeyErrors.From(exception);
        }
    }

    internal static string Sentence(KeyReference reference) => string.Concat(char.ToUpperInvariant(reference.ToString()[0]), reference.ToString()[1..]);
}
