using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Wolfi.Apk.Packages;

/// <summary>The first two members as read, before <c>.PKGINFO</c> is given its meaning: a tampered package is then called tampered first.</summary>
/// <param name="Lines">The lines of <c>.PKGINFO</c>.</param>
/// <param name="InfoBytes"><c>.PKGINFO</c> as stored.</param>
/// <param name="Signatures">The signatures, in order.</param>
/// <param name="SignatureBytes">The signature member as stored; empty when there is none.</param>
/// <param name="ControlBytes">The control member as stored.</param>
/// <param name="Scripts">Names of scripts.</param>
internal sealed record RawPackageHead(
    PackageInfoLines Lines,
    ImmutableArray<byte> InfoBytes,
    ImmutableArray<PackageSignature> Signatures,
    ImmutableArray<byte> SignatureBytes,
    ImmutableArray<byte> ControlBytes,
    ImmutableArray<string> Scripts)
{
    /// <summary>Bytes of both members.</summary>
    public long Length => SignatureBytes.Length + ControlBytes.Length;

    /// <summary>SHA-256 of both members as stored, lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SignatureBytes.AsSpan());
        hash.AppendData(ControlBytes.AsSpan());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The head with its meaning.</summary>
    public PackageHead Interpret() => new()
    {
        Info = PackageInfoText.Interpret(Lines),
        InfoBytes = InfoBytes,
        Checksum = ControlChecksum(ControlBytes.AsSpan()),
        Signatures = Signatures,
        SignatureBytes = SignatureBytes,
        ControlBytes = ControlBytes,
        Scripts = Scripts,
    };

    /// <summary>The identity of a package with that control member.</summary>
    public static string ControlChecksum(ReadOnlySpan<byte> control) => "Q1" + Convert.ToBase64String(SHA1.HashData(control));
}
