using System.Security.Cryptography;
using Wolfi.Apk;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Signing;

/// <summary>Files of keys that are made once for a user, who alone may read them. Of two builds that make one at once, one wins, and the other uses the winner's.</summary>
internal static class UserKeyFiles
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder of a key's file, if need be, and then does something there.</summary>
    /// <exception cref="WolfiException">The folder, or what is done, fails.</exception>
    public static T In<T>(string file, Func<T> act)
    {
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

            return act();
        }
        catch (Exception e) when (e is EvidenceException or ApkException or CryptographicException)
        {
            throw SigningErrors.NoDevelopmentKey.Fail(e, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw SigningErrors.NoDevelopmentKey.Fail(e, $"'{file}': {SystemReason.Of(e)}");
        }
    }
}
