using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;

namespace Wolfi.Containers.Settings;

/// <summary>Reads whether and by which key an image is signed.</summary>
internal static class SigningSettingsReader
{
    private const string EnvironmentScheme = "env://";

    private static readonly string[] SecretNames =
    [
        KeySecrets.PasswordVariable, KeySecrets.CosignVariable, "COSIGN_PRIVATE_KEY", "WolfiKeyPassword", "WolfiSigningKeyPassword", "WolfiPassword",
        IdentityTokens.TokenVariable, IdentityTokens.RequestTokenVariable,
    ];

    /// <summary>The settings; null where the image is not signed.</summary>
    public static SigningSettings? Read(RawPublishOptions raw, PublishSurroundings surroundings, PushSettings? push, bool offline, DiagnosticBag bag)
    {
        bool allowDevelopmentKey = Values.Flag(raw, KnownSettings.WolfiAllowDevelopmentKey, standard: false, bag);
        KeyReference? key = Key(raw, surroundings.Files, bag);
        SigstoreSettings services = new SigstoreSettingsReader(raw, surroundings.Files, bag).Read();
        IEnumerable<string> named = new[] { key, services.Token }.OfType<KeyReference>().Where(reference => reference.Kind == KeyReferenceKind.Environment).Select(reference => reference.Place);
        foreach (string name in SecretNames.Concat(named).Where(raw.GlobalProperties.Contains))
        {
            bag.Add(SigningErrors.SecretInProperty, name);
        }

        foreach ((string name, string file) in surroundings.SecretProperties.Where(property => !raw.GlobalProperties.Contains(property.Name)))
        {
            bag.Add(SecretErrors.SecretInFile, name, file);
        }

        SignatureFormats formats = Formats(raw, bag);
        if (!Values.Flag(raw, KnownSettings.WolfiSign, standard: true, bag))
        {
            return null;
        }

        bool byKey = key is not null || raw[KnownSettings.WolfiSigningKey].Length > 0;
        if (byKey && services.Keyless)
        {
            bag.Add(SigstoreErrors.Contradiction);
        }

        if (services.Keyless && formats.HasFlag(SignatureFormats.Classic))
        {
            bag.Add(SigstoreErrors.ClassicByIdentity, KnownSettings.WolfiSignatureFormats.Name);
        }

        if (byKey || services.Keyless)
        {
            if (offline && services.AsksServices)
            {
                bag.Add(SigstoreErrors.Offline, services.Keyless ? KnownSettings.WolfiKeyless.Name : AskingSetting(raw).Name);
            }

            return new SigningSettings { Key = key, Formats = formats, Services = services, Secrets = surroundings.KeySecrets };
        }

        if (LockSettingsReader.IsContinuousIntegration(raw))
        {
            bag.Add(SigningErrors.NoKeyOnIntegration);
        }
        else if (surroundings.DevelopmentKeyFile is null)
        {
            bag.Add(SigningErrors.NoDevelopmentKey, "the user has no folder for data: neither XDG_DATA_HOME nor HOME is set");
        }
        else if (push is not null && !allowDevelopmentKey && !DevelopmentPushes.IsOnThisMachine(push.Target.Repository.Registry))
        {
            bag.Add(SigningErrors.DevelopmentPush, push.Target.Repository.Registry);
        }

        return new SigningSettings { DevelopmentKeyFile = surroundings.DevelopmentKeyFile, Formats = formats, Secrets = surroundings.KeySecrets };
    }

    /// <summary>Names of properties that would be secrets: those that are known, and those that settings name with <c>env://</c>.</summary>
    public static ImmutableArray<string> SecretNamesOf(RawPublishOptions raw) =>
    [
        .. SecretNames,
        .. new[] { raw[KnownSettings.WolfiSigningKey], raw[KnownSettings.WolfiIdentityToken] }
            .Where(text => text.StartsWith(EnvironmentScheme, StringComparison.Ordinal) && text.Length > EnvironmentScheme.Length)
            .Select(text => text[EnvironmentScheme.Length..]),
    ];

    private static SignatureFormats Formats(RawPublishOptions raw, DiagnosticBag bag)
    {
        SignatureFormats formats = SignatureFormatNames.Parse(raw[KnownSettings.WolfiSignatureFormats], out string? unknown);
        if (unknown is not null)
        {
            bag.Add(SigningErrors.UnknownFormat, KnownSettings.WolfiSignatureFormats.Name, Values.Shown(unknown));
        }

        return formats == SignatureFormats.None ? SignatureFormats.Bundle : formats;
    }

    private static Setting AskingSetting(RawPublishOptions raw) => new[] { KnownSettings.WolfiTransparencyLog, KnownSettings.WolfiTimestampServer }
        .FirstOrDefault(setting => raw[setting].Length > 0) ?? KnownSettings.WolfiSigstoreConfig;

    private static KeyReference? Key(RawPublishOptions raw, ISettingsFiles files, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiSigningKey];
        if (Secrets.IsKeyText(text))
        {
            bag.Add(SettingsErrors.KeyText, KnownSettings.WolfiSigningKey.Name);
            return null;
        }

        if (text.Length == 0)
        {
            return null;
        }

        (KeyReference? key, string? reason) = KeyReference.Parse(text, raw.FullPath);
        reason ??= key is { Kind: KeyReferenceKind.File } && !files.FileExists(key.Place) ? $"'{Values.Shown(key.Place)}' is not there" : null;
        if (reason is not null)
        {
            bag.Add(SigningKeyErrors.NoKey, KnownSettings.WolfiSigningKey.Name, reason);
        }

        return key;
    }
}
