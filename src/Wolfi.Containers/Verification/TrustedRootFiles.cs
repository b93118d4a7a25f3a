using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.Containers.Verification;

/// <summary>Reads trusted roots.</summary>
public static class TrustedRootFiles
{
    private const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Reads a trusted root from a file.</summary>
    /// <exception cref="WolfiException">The file can't be read, or holds none.</exception>
    public static TrustedRoot Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = InputFile.Open(path);
        if (file.Length > MostBytes)
        {
            throw IdentityErrors.TrustedRootRefused.Fail($"Trusted root '{path}' has {file.Length} bytes; at most {MostBytes} are read.");
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        try
        {
            return TrustedRoot.Read(bytes, $"Trusted root '{path}'");
        }
        catch (EvidenceException e)
        {
            throw IdentityErrors.TrustedRootRefused.Fail(e, e.Message);
        }
    }
}
