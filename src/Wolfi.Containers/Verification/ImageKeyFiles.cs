using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Verification;

/// <summary>Reads public keys of whoever signs images.</summary>
public static class ImageKeyFiles
{
    private const int MostBytes = 64 * 1024;

    /// <summary>Reads a key from a PEM file.</summary>
    /// <exception cref="WolfiException">The file can't be read, or holds no such key; a key of packages is none.</exception>
    public static VerificationKey Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = InputFile.Open(path);
        if (file.Length > MostBytes)
        {
            throw VerificationErrors.KeyRefused.Fail($"Key file '{path}' has {file.Length} bytes; no key has more than {MostBytes}.");
        }

        using StreamReader reader = new(file);
        try
        {
            return VerificationKey.Parse(reader.ReadToEnd(), $"Key file '{path}'");
        }
        catch (EvidenceException e)
        {
            throw VerificationErrors.KeyRefused.Fail(e, e.Message);
        }
    }
}
