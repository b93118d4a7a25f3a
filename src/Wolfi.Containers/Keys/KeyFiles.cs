using Wolfi.Apk;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Keys;

/// <summary>Reads keys from PEM files. No message holds key text.</summary>
public static class KeyFiles
{
    private const long MaximumLength = 64 * 1024;

    /// <summary>Reads a public key; its name is the file's. <see cref="BuiltInKeys.WolfiKeyName"/> names the built-in key where no such file is.</summary>
    /// <exception cref="WolfiException">The file can't be read or holds no RSA public key.</exception>
    public static PublicKey ReadPublic(string path)
    {
        if (path == BuiltInKeys.WolfiKeyName && !File.Exists(path))
        {
            return BuiltInKeys.ReadWolfiKey();
        }

        string pem = ReadText(path);
        return Parse(path, () => PublicKey.Parse(Path.GetFileName(path), pem));
    }

    /// <summary>Reads a private key.</summary>
    /// <param name="path">The PEM file.</param>
    /// <param name="publicName">The name that signatures will carry; null for <see cref="PublicNameOf"/> of the path.</param>
    /// <exception cref="WolfiException">The file can't be read or holds no RSA private key that opens without a password.</exception>
    public static SigningKey ReadSigning(string path, string? publicName)
    {
        string pem = ReadText(path);
        return Parse(path, () => SigningKey.Parse(publicName ?? PublicNameOf(path), pem));
    }

    /// <summary>The public key's name for a private key's file: <c>team.pem</c>, <c>team.key</c> and <c>team.rsa</c> sign as <c>team.rsa.pub</c>.</summary>
    public static string PublicNameOf(string path)
    {
        string name = Path.GetFileName(path);
        foreach (string ending in (string[])[".pem", ".key", ".rsa"])
        {
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        }

        return name + ".rsa.pub";
    }

    private static T Parse<T>(string path, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.MalformedKey.Fail(e, $"Key file '{path}': {e.Message}");
        }
    }

    private static string ReadText(string path)
    {
        using FileStream file = InputFile.Open(path);
        if (file.Length > MaximumLength)
        {
            throw RepositoryErrors.MalformedKey.Fail($"Key file '{path}' has {file.Length} bytes; no key has more than {MaximumLength}.");
        }

        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }
}
