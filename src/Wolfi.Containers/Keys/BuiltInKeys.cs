using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Keys;

/// <summary>The default repository and the key that ships with the product.</summary>
public static class BuiltInKeys
{
    /// <summary>Wolfi's package repository.</summary>
    public const string WolfiRepository = "https://packages.wolfi.dev/os";

    /// <summary>The file name that Wolfi's signatures carry.</summary>
    public const string WolfiKeyName = "wolfi-signing.rsa.pub";

    /// <summary>Reads Wolfi's public key (RSA, 4096 bits) out of this assembly.</summary>
    public static PublicKey ReadWolfiKey()
    {
        using Stream resource = typeof(BuiltInKeys).Assembly.GetManifestResourceStream(WolfiKeyName)!;
        using StreamReader reader = new(resource);
        return PublicKey.Parse(WolfiKeyName, reader.ReadToEnd());
    }
}
