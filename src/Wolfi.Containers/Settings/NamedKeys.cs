using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Keys;

namespace Wolfi.Containers.Settings;

/// <summary>Reads public keys from the files that a project names, and the one that the product brings.</summary>
internal sealed class NamedKeys(RawPublishOptions raw, ISettingsFiles files, DiagnosticBag bag)
{
    private readonly Dictionary<string, PublicKey?> _read = new(StringComparer.Ordinal);

    /// <summary>The keys of some files; those that can't be read are reported and left out.</summary>
    /// <param name="source">What names the files, for messages.</param>
    /// <param name="paths">The files as the project writes them.</param>
    public ImmutableArray<PublicKey> Read(string source, IEnumerable<string> paths) => [.. paths.Select(path => Read(source, path)).OfType<PublicKey>()];

    /// <summary>A keyring of some keys; two different keys of one name are reported.</summary>
    public Keyring Ring(string source, ImmutableArray<PublicKey> keys)
    {
        try
        {
            return Keyring.Create(keys);
        }
        catch (ApkException e)
        {
            bag.Add(SettingsErrors.KeyUnreadable, source, e.Message);
            return Keyring.Empty;
        }
    }

    private PublicKey? Read(string source, string path)
    {
        if (Secrets.IsKeyText(path))
        {
            bag.Add(SettingsErrors.KeyText, source);
            return null;
        }

        if (path.Contains("://", StringComparison.Ordinal))
        {
            // Keys are files; what was meant as a URL may hold a password.
            bag.Add(SettingsErrors.KeyNotFound, source, Values.ShownLocation(path));
            return null;
        }

        string full = raw.FullPath(path);
        if (!_read.TryGetValue(full, out PublicKey? key))
        {
            _read[full] = key = path == BuiltInKeys.WolfiKeyName && !files.FileExists(full) ? BuiltInKeys.ReadWolfiKey() : ReadFile(source, full);
        }

        return key;
    }

    private PublicKey? ReadFile(string source, string path)
    {
        if (!files.FileExists(path))
        {
            bag.Add(SettingsErrors.KeyNotFound, source, Values.Shown(path));
            return null;
        }

        try
        {
            return PublicKey.Parse(Path.GetFileName(path), files.ReadText(path, SettingsLimits.KeyFile));
        }
        catch (ApkException e)
        {
            bag.Add(SettingsErrors.KeyUnreadable, Values.Shown(path), e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bag.Add(SettingsErrors.KeyUnreadable, Values.Shown(path), "It can't be read.");
        }

        return null;
    }
}
