namespace Wolfi.SupplyChain.Statements;

/// <summary>A public key that signed packages.</summary>
/// <param name="Name">The file name that signatures know it by.</param>
/// <param name="Pem">Its SubjectPublicKeyInfo in PEM form.</param>
public sealed record StatedPackageKey(string Name, string Pem);
