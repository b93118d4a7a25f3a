using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Tests.Settings;

/// <summary>Public keys made once for the tests.</summary>
internal static class Keys
{
    public static string First { get; } = Make();

    public static string Second { get; } = Make();

    private static string Make()
    {
        using SigningKey key = SigningKey.Generate("made.rsa.pub", 2048);
        return key.PublicKey.Pem;
    }
}
