namespace Wolfi.Apk.Packages;

/// <summary>What a package's bytes were when they were seen before, and must be again.</summary>
/// <param name="Sha256">SHA-256 of the .apk file, lower-case hexadecimal.</param>
/// <param name="DataHash">SHA-256 of the data member as stored, lower-case hexadecimal.</param>
/// <param name="DiffId">SHA-256 of the uncompressed data member, lower-case hexadecimal.</param>
/// <param name="DataSize">Bytes of the uncompressed data member.</param>
/// <param name="InstalledSize">Bytes when installed, as the package says.</param>
public sealed record PackagePin(string Sha256, string DataHash, string DiffId, long DataSize, long InstalledSize);
