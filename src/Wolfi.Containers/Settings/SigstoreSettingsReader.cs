using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Sigstore;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.Containers.Settings;

/// <summary>Reads whose identity signs, and which services sign, log and timestamp: those of a configuration file, each kind replaced by the one that a property names.</summary>
/// <param name="raw">The settings as text.</param>
/// <param name="files">The disk.</param>
/// <param name="bag">Gets what is wrong.</param>
/// <param name="option">What the command line calls a setting; null in builds.</param>
internal sealed class SigstoreSettingsReader(RawPublishOptions raw, ISettingsFiles files, DiagnosticBag bag, Func<Setting, string>? option = null)
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>The settings, whether anything is signed or not.</summary>
    public SigstoreSettings Read()
    {
        bool keyless = Values.Flag(raw, KnownSettings.WolfiKeyless, standard: false, bag);
        SigningConfiguration? file = Document(File(KnownSettings.WolfiSigstoreConfig), SigstoreErrors.ConfigurationRefused, SigningConfiguration.Read);
        Uri? authority = Url(KnownSettings.WolfiCertificateAuthority);
        Uri? log = Url(KnownSettings.WolfiTransparencyLog);
        Uri? timestamps = Url(KnownSettings.WolfiTimestampServer);
        SigningConfiguration configuration = file ?? new SigningConfiguration();
        if (authority is not null || (keyless && file is null))
        {
            configuration = configuration with { Authorities = [authority is null ? SigstoreSettings.PublicAuthority : new SigstoreService(authority, 1)] };
        }

        int version = LogVersion(log is not null);
        if (log is not null || (keyless && file is null && authority is null))
        {
            configuration = configuration with
            {
                Logs = [log is null ? SigstoreSettings.PublicLog : new SigstoreService(log, version)],
                LogSelector = ServiceSelector.Any,
            };
        }

        if (timestamps is not null)
        {
            configuration = configuration with { TimestampServers = [new SigstoreService(timestamps, 1)], TimestampSelector = ServiceSelector.Any };
        }

        string? root = File(KnownSettings.WolfiTrustedRoot);
        return new SigstoreSettings
        {
            Keyless = keyless,
            Token = Token(),
            Configuration = configuration,
            TrustedRoot = Document(root, SigstoreErrors.TrustedRootRefused, TrustedRoot.Read),
            TrustedRootFile = root,
        };
    }

    private string Name(Setting setting) => option?.Invoke(setting) ?? setting.Name;

    private T? Document<T>(string? path, DiagnosticDescriptor refused, Func<ReadOnlyMemory<byte>, string, T> read)
        where T : class
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            return read(Encoding.UTF8.GetBytes(files.ReadText(path, MostBytes)), "It");
        }
        catch (Exception exception) when (exception is EvidenceException or IOException or UnauthorizedAccessException)
        {
            bag.Add(refused, Values.Shown(path), exception.Message);
            return null;
        }
    }

    private KeyReference? Token()
    {
        Setting setting = KnownSettings.WolfiIdentityToken;
        string text = raw[setting];
        if (text.Length == 0)
        {
            return null;
        }

        if (IdentityToken.IsLike(text))
        {
            if (option is null)
            {
                bag.Add(SigningErrors.SecretInProperty, setting.Name);
            }
            else
            {
                bag.Add(SigstoreErrors.SettingRefused, Name(setting), "it is a token itself, and that is a secret: name the file or the variable that holds it, and have a new token issued");
            }

            return null;
        }

        (KeyReference? token, string? reason) = KeyReference.Parse(text, raw.FullPath);
        reason ??= token!.Kind is KeyReferenceKind.File && !files.FileExists(token.Place) ? $"'{Values.Shown(token.Place)}' is not there"
            : token.Kind is KeyReferenceKind.File or KeyReferenceKind.Environment ? null
            : "a token is in a file, or in a variable: env://NAME";
        if (reason is not null)
        {
            bag.Add(SigstoreErrors.SettingRefused, Name(setting), reason);
        }

        return token;
    }

    private string? File(Setting setting)
    {
        string text = raw[setting];
        if (text.Length == 0)
        {
            return null;
        }

        string path = raw.FullPath(text);
        if (text.Any(char.IsControl) || !files.FileExists(path))
        {
            bag.Add(SigstoreErrors.SettingRefused, Name(setting), $"'{Values.Shown(path)}' is not there");
            return null;
        }

        return path;
    }

    private Uri? Url(Setting setting)
    {
        string text = raw[setting];
        if (text.Length == 0)
        {
            return null;
        }

        if (!SigstoreService.TryParseUrl(text, out Uri? url))
        {
            bag.Add(SigstoreErrors.SettingRefused, Name(setting), $"'{Values.ShownLocation(text)}' is no https URL without user and password");
        }

        return url;
    }

    private int LogVersion(bool isNamed)
    {
        string text = raw[KnownSettings.WolfiTransparencyLogVersion];
        if (text.Length > 0 && !isNamed)
        {
            bag.Add(SigstoreErrors.SettingRefused, Name(KnownSettings.WolfiTransparencyLogVersion), $"{Name(KnownSettings.WolfiTransparencyLog)} names no log");
        }
        else if (text is not ("" or "1" or "2"))
        {
            bag.Add(SettingsErrors.InvalidChoice, Name(KnownSettings.WolfiTransparencyLogVersion), Values.Shown(text), "1, 2");
        }

        return text == "2" ? 2 : 1;
    }
}
