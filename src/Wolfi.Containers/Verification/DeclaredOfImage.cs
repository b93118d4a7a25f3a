using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Verification;

/// <summary>What the project declared, with the content that the state layer has of it.</summary>
internal static class DeclaredOfImage
{
    private const string Certificates = "usr/local/share/ca-certificates/";

    /// <summary>Reads it. Hashes are those of the content that is there: where the record says others, it is not what is computed.</summary>
    public static DeclaredInput Read(RecordedBuild record, ReadLayer state, int stateNumber, List<Diagnostic> findings)
    {
        Dictionary<string, byte[]> contents = record.Files.IsEmpty
            ? []
            : state.Entries.Where(entry => entry.Item.Kind == LayerEntryKind.File)
                .GroupBy(entry => Sha256(entry.Content), StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.First().Content, StringComparer.Ordinal);
        foreach (string missing in record.Files.Where(file => !contents.ContainsKey(file.Sha256)).Select(file => file.File.Target)
            .Concat(record.Certificates.Where(certificate => state.Find(Certificates + certificate.Name) is null).Select(certificate => $"/{Certificates}{certificate.Name}")))
        {
            findings.Add(AccountErrors.ContentDiffers.Create(stateNumber, LayerKind.State.Name(), $"it has nothing of what the record declares as {missing}"));
        }

        return new DeclaredInput
        {
            Certificates =
            [
                .. record.Certificates
                    .Select(certificate => (certificate.Name, Content: state.Find(Certificates + certificate.Name)))
                    .Where(certificate => certificate.Content is not null)
                    .Select(certificate => new DeclaredInput.Certificate(certificate.Name, Encoding.UTF8.GetString(certificate.Content!), Sha256(certificate.Content!))),
            ],
            Accounts = record.Accounts,
            Files =
            [
                .. record.Files.Where(file => contents.ContainsKey(file.Sha256)).Select(file => new DeclaredInput.File(file.File, contents[file.Sha256].Length, file.Sha256)
                {
                    Open = () => new MemoryStream(contents[file.Sha256], writable: false),
                }),
            ],
        };
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
