using Wolfi.Apk;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Verification;

/// <summary>Reads signed indexes from files.</summary>
public static class IndexFiles
{
    /// <summary>Reads an index and verifies its signature.</summary>
    /// <exception cref="WolfiException">It can't be read, is damaged, or no named key signed it.</exception>
    public static PackageIndex Read(string path, Keyring keys, SignatureAlgorithm minimum, CancellationToken cancellationToken)
    {
        using FileStream file = InputFile.Open(path);
        try
        {
            return IndexReader.Read(file, path, keys, minimum, allowUnsignedUnsafe: false, cancellationToken);
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }
}
