namespace Wolfi.Containers.Evidence;

/// <summary>Who signed a NuGet package. The signature fits the package's content; whether the certificate is to be trusted is not judged.</summary>
/// <param name="IsAuthor">True for the author's signature, false for the repository's.</param>
/// <param name="Subject">The certificate's subject.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, lower-case hexadecimal.</param>
public sealed record PackageSigner(bool IsAuthor, string Subject, string Fingerprint);
