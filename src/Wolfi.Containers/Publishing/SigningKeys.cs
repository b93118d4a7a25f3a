using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Publishing;

/// <summary>The key that signs the app's packages.</summary>
internal static class SigningKeys
{
    private const long MaximumKeyFile = 64 * 1024;

    /// <summary>The project's key; null when it names none.</summary>
    /// <exception cref="WolfiException">The file can't be read or is no RSA private key. No message holds key text.</exception>
    public static SigningKey? Read(string? path)
    {
        if (path is null)
        {
            return null;
        }

        FileInfo file = new(path);
        if (!file.Exists || file.Length > MaximumKeyFile)
        {
            throw RepositoryErrors.MalformedKey.Fail($"The package signing key '{path}' is no file of at most {MaximumKeyFile} bytes.");
        }

        try
        {
            return SigningKey.Parse(PublicName(path), File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RepositoryErrors.MalformedKey.Fail(e, $"The package signing key '{path}' can't be read: {e.Message}");
        }
    }

    /// <summary>A key for this build alone: it signs the app's packages and is dropped.</summary>
    public static SigningKey MakeForThisBuild() => SigningKey.Generate("build.rsa.pub");

    private static string PublicName(string path)
    {
        string name = Path.GetFileName(path);
        foreach (string ending in (string[])[".pem", ".key", ".rsa"])
        {
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        }

        return name + ".rsa.pub";
    }
}
