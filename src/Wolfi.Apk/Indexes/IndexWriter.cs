using System.IO.Compression;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Archives;

namespace Wolfi.Apk.Indexes;

/// <summary>Writes <c>APKINDEX.tar.gz</c>, signed or not; the bytes are a function of records, description and key.</summary>
public static class IndexWriter
{
    /// <summary>Writes an index.</summary>
    /// <param name="records">The packages, in any order.</param>
    /// <param name="description">The text of the <c>DESCRIPTION</c> entry.</param>
    /// <param name="key">Signs with RSA and SHA-256; null for an unsigned index, which nobody should accept.</param>
    /// <exception cref="ApkException">A value can't be written.</exception>
    public static byte[] Write(IEnumerable<IndexRecord> records, string description, SigningKey? key)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(description);
        byte[] index = WriteMember(end: true, ("DESCRIPTION", Encoding.UTF8.GetBytes(description)), ("APKINDEX", IndexText.Write(records)));
        if (key is null)
        {
            return index;
        }

        const SignatureAlgorithm algorithm = SignatureAlgorithm.Rsa256;
        byte[] signature = WriteMember(end: false, (SignatureEntries.EntryName(algorithm, key.PublicKey.Name), key.Sign(index, algorithm)));
        return [.. signature, .. index];
    }

    private static byte[] WriteMember(bool end, params ReadOnlySpan<(string Name, byte[] Content)> files)
    {
        using MemoryStream stored = new();
        using GzipMemberWriter member = new(stored, CompressionLevel.Optimal);
        TarWriter tar = new(member);
        foreach ((string name, byte[] content) in files)
        {
            TarEntry entry = new()
            {
                TypeFlag = TarTypes.File,
                Path = name,
                Mode = 0b110_100_100,
                ModificationTime = ApkPackageWriter.ModificationTime,
                UserName = "root",
                GroupName = "root",
            };
            tar.WriteFile(entry, content);
        }

        if (end)
        {
            tar.EndArchive();
        }

        member.Complete();
        return stored.ToArray();
    }
}
