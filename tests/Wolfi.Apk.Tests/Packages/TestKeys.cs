using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>Keys made once per test run.</summary>
internal static class TestKeys
{
    public static SigningKey Team { get; } = SigningKey.Generate("team.rsa.pub", 2048);

    public static SigningKey Other { get; } = SigningKey.Generate("other.rsa.pub", 2048);

    /// <summary>A different key under the team's name.</summary>
    public static SigningKey Impostor { get; } = SigningKey.Generate("team.rsa.pub", 2048);

    public static Keyring TeamRing { get; } = Keyring.Create(Team.PublicKey);

    public static Keyring BothRing { get; } = Keyring.Create(Team.PublicKey, Other.PublicKey);
}
