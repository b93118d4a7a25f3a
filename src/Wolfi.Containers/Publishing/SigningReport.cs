using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain.Certificates;

namespace Wolfi.Containers.Publishing;

/// <summary>What a build says about its signatures: whose they are, and the line by which cosign verifies them.</summary>
internal static class SigningReport
{
    /// <summary>The lines.</summary>
    /// <param name="build">Who signed.</param>
    /// <param name="signer">With what.</param>
    /// <param name="services">The services that were asked.</param>
    /// <param name="image">The image as cosign is to be told of it.</param>
    public static IEnumerable<string> Lines(BuildSigner build, BundleSigner signer, SigstoreSettings services, string image)
    {
        // Only what Sigstore's own services prove is proved by the roots that cosign fetches by itself.
        string root = services.TrustedRootFile is { } file && !build.IsDevelopment ? $"--trusted-root {Word(file)} " : "";
        if (signer.Certificate is { } certificate)
        {
            yield return $"  signed   by {certificate.Identity}, for which {certificate.Issuer} vouches";
            yield return $"  verify   cosign verify {Who(certificate)} {root}{(signer.IsLogged ? "" : "--insecure-ignore-tlog=true --use-signed-timestamps ")}{(certificate.HasTimestamps ? "" : "--insecure-ignore-sct ")}{image}";
            yield break;
        }

        yield return build.IsDevelopment
            ? $"  signed   by your development key {signer.PublicKey.Fingerprint}, which nobody else should trust; WolfiSigningKey names another"
            : $"  signed   by the key {signer.PublicKey.Fingerprint}";
        yield return $"  verify   cosign verify --key {Word(build.PublicFile ?? "KEY.pub")} {(signer.IsLogged ? root : "--insecure-ignore-tlog=true ")}{image}";
    }

    private static string Who(SigningCertificate certificate) => $"--certificate-identity {Word(certificate.Identity)} --certificate-oidc-issuer {Word(certificate.Issuer)}";

    // A shell takes such a word as it is; every other is quoted for it.
    private static string Word(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || "/:@._-+=,%".Contains(c, StringComparison.Ordinal)) && text.Length > 0
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
