using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Publishing;

/// <summary>Reads the certificates and files that the project declares.</summary>
internal static class DeclaredContentReader
{
    private const long MaximumCertificateFile = 8 * 1024 * 1024;

    public static DeclaredInput Read(DeclaredContent declared)
    {
        ImmutableArray<DeclaredInput.Certificate> certificates = [.. declared.CertificateFiles.Select(ReadCertificate)];
        if (certificates.GroupBy(certificate => certificate.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw ImageErrors.CertificateRefused.Fail(twice.Key, "two certificate files have that name");
        }

        return new DeclaredInput
        {
            Certificates = certificates,
            Accounts = declared.Accounts,
            Files = [.. declared.Files.Select(ReadFile)],
        };
    }

    private static DeclaredInput.Certificate ReadCertificate(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw ImageErrors.CertificateRefused.Fail(path, "there is no such file");
        }

        if (file.Length > MaximumCertificateFile)
        {
            throw ImageErrors.CertificateRefused.Fail(path, $"it has {file.Length} bytes, {MaximumCertificateFile} are the most");
        }

        string text = File.ReadAllText(path);
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw ImageErrors.CertificateRefused.Fail(path, "it holds a private key");
        }

        try
        {
            X509Certificate2Collection collection = [];
            collection.ImportFromPem(text);
            if (collection.Count == 0)
            {
                throw ImageErrors.CertificateRefused.Fail(path, "it holds no PEM certificate");
            }

            StringBuilder pem = new();
            foreach (X509Certificate2 certificate in collection)
            {
                pem.Append(certificate.ExportCertificatePem().ReplaceLineEndings("\n")).Append('\n');
                certificate.Dispose();
            }

            return new DeclaredInput.Certificate(
                Path.GetFileNameWithoutExtension(path) + ".crt",
                pem.ToString(),
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pem.ToString()))));
        }
        catch (CryptographicException e)
        {
            throw ImageErrors.CertificateRefused.Fail(e, path, "it is no PEM certificate");
        }
    }

    private static DeclaredInput.File ReadFile(DeclaredFile declaration)
    {
        FileInfo file = new(declaration.SourceFile);
        if (!file.Exists || file.Attributes.HasFlag(FileAttributes.Device))
        {
            throw ImageErrors.FileRefused.Fail(declaration.SourceFile, "there is no such regular file");
        }

        using FileStream stream = file.OpenRead();
        return new DeclaredInput.File(declaration, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
