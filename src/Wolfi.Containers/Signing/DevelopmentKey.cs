using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>
/// The key that signs images where no other is named: made once for each user, as the development certificate of ASP.NET is. It has no password, so it is worth
/// what the user's account is worth, and whatever it signs says so.
/// </summary>
internal static class DevelopmentKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the key where it is not there yet, with its public half beside it.</summary>
    /// <param name="file">Absolute path.</param>
    /// <exception cref="WolfiException">It can't be made.</exception>
    public static void Ensure(string file)
    {
        if (File.Exists(file) && File.Exists(PublicFile(file)))
        {
            return;
        }

        try
        {
            string folder = Path.GetDirectoryName(file)!;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            }

            // Of two builds that make it at once, one wins, and the other uses the winner's.
            using PrivateKey key = PrivateKey.Generate();
            if (KeyPairFiles.TryWriteNew(file, key.ExportPlainPem(), OwnerOnly))
            {
                KeyPairFiles.TryWriteNew(PublicFile(file), key.PublicKey.Pem, OwnerOnly);
            }
            else if (!File.Exists(PublicFile(file)))
            {
                // Whoever made the key was stopped before its public half was there.
                using PrivateKey kept = PrivateKey.Parse(File.ReadAllText(file), $"'{file}'", password: null);
                KeyPairFiles.TryWriteNew(PublicFile(file), kept.PublicKey.Pem, OwnerOnly);
            }
        }
        catch (EvidenceException e)
        {
            throw SigningErrors.NoDevelopmentKey.Fail(e, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw SigningErrors.NoDevelopmentKey.Fail(e, $"'{file}': {SystemReason.Of(e)}");
        }
    }

    /// <summary>The file of the public half.</summary>
    public static string PublicFile(string file) => Path.ChangeExtension(file, ".pub");
}
