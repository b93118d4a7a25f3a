using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>The two files of a key pair: <c>PREFIX.key</c>, which its owner alone may read, and <c>PREFIX.pub</c>.</summary>
/// <param name="PrivateFile">The encrypted private key.</param>
/// <param name="PublicFile">The public key, as <c>cosign.pub</c>.</param>
public sealed record KeyPairFiles(string PrivateFile, string PublicFile)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the files of a key; none that is there is replaced.</summary>
    /// <param name="prefix">Path without the endings.</param>
    /// <param name="key">The key.</param>
    /// <param name="password">The password that encrypts it.</param>
    /// <exception cref="WolfiException">The name can't be used, a file is there, or the place can't be written.</exception>
    public static KeyPairFiles Write(string prefix, PrivateKey key, string password)
    {
        ArgumentNullException.ThrowIfNull(key);
        KeyPairFiles files = Of(prefix);
        WriteNew(files.PrivateFile, key.ExportEncryptedPem(password), OwnerOnly);
        WriteNew(files.PublicFile, key.PublicKey.Pem, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return files;
    }

    /// <summary>The files that a key of this name has; neither may be there yet.</summary>
    /// <param name="prefix">Path without the endings.</param>
    /// <exception cref="WolfiException">The name can't be used, or a file is there.</exception>
    public static KeyPairFiles Of(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Any(char.IsControl) || Path.GetFileName(prefix) is "" or "." or "..")
        {
            throw SigningKeyErrors.NameRefused.Fail(string.Concat(prefix.Select(c => char.IsControl(c) ? '\uFFFD' : c)));
        }

        KeyPairFiles files = new(prefix + ".key", prefix + ".pub");
        foreach (string file in (string[])[files.PrivateFile, files.PublicFile])
        {
            if (Path.Exists(file))
            {
                throw SigningKeyErrors.FileThere.Fail(file);
            }
        }

        return files;
    }

    /// <summary>Writes a file that is not there yet, with its mode from the first byte on.</summary>
    /// <returns>False where a file of that name came into being meanwhile.</returns>
    internal static bool TryWriteNew(string path, string text, UnixFileMode mode)
    {
        string scratch = $"{Path.GetFullPath(path)}.{Path.GetRandomFileName()}.tmp";
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = mode;
            }

            using (FileStream stream = new(scratch, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(text));
            }

            File.Move(scratch, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private static void WriteNew(string path, string text, UnixFileMode mode)
    {
        try
        {
            if (!TryWriteNew(path, text, mode))
            {
                throw SigningKeyErrors.FileThere.Fail(path);
            }
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnwritableOutput.Fail(e, $"'{path}'", SystemReason.Of(e));
        }
    }
}
