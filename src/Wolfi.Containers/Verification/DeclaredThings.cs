using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Verification;

/// <summary>Lists what the project added by hand.</summary>
internal static class DeclaredThings
{
    /// <summary>One for each certificate, account, file, and file with capabilities.</summary>
    public static ImmutableArray<DeclaredThing> Of(ImageParts parts) =>
    [
        .. parts.Declared.Certificates.SelectMany(Certificates),
        .. parts.Declared.Accounts.Select(account => new DeclaredThing("account", $"account:{account.Name}", $"{account.Name} ({account.Uid}:{account.Gid}, {account.Home})")),
        .. parts.Declared.Files.Select(file => new DeclaredThing("file", file.Declaration.Target, Describe(file))),
        .. parts.Packages.SelectMany(package => FileCapabilities.Of(package.Package))
            .Order(StringComparer.Ordinal)
            .Select(name => new DeclaredThing("capability", $"capability:{name}", $"{name} gives capabilities to whoever runs it")),
    ];

    private static string Describe(DeclaredInput.File file)
    {
        DeclaredFile declaration = file.Declaration;
        string replaces = declaration.Replace ? ", may replace a package's" : "";
        return $"{declaration.Target} (mode {FileModes.Octal(declaration.Mode)}, owner {declaration.Uid}:{declaration.Gid}, sha256 {file.Sha256}{replaces})";
    }

    private static IEnumerable<DeclaredThing> Certificates(DeclaredInput.Certificate file)
    {
        X509Certificate2Collection certificates = [];
        try
        {
            certificates.ImportFromPem(file.Pem);
        }
        catch (CryptographicException)
        {
            return [new DeclaredThing("certificate", $"certificate:{file.Name}", $"file {file.Name}, which can't be read")];
        }

        return certificates.Count == 0
            ? [new DeclaredThing("certificate", $"certificate:{file.Name}", $"file {file.Name}, which holds none")]
            : certificates.Select(certificate =>
            {
                string fingerprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
                return new DeclaredThing("certificate", $"sha256:{fingerprint}", $"sha256:{fingerprint} ({certificate.Subject})");
            });
    }
}
