using Wolfi.Containers.Diagnostics;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>
/// The key that signs images where no other is named: made once for each user, as the development certificate of ASP.NET is. It has no password, so it is worth
/// what the user's account is worth, and whatever it signs says so.
/// </summary>
internal static class DevelopmentKey
{
    /// <summary>Makes the key where it is not there yet, with its public half beside it.</summary>
    /// <param name="file">Absolute path.</param>
    /// <exception cref="WolfiException">It can't be made.</exception>
    public static void Ensure(string file)
    {
        if (File.Exists(file) && File.Exists(PublicFile(file)))
        {
            return;
        }

        UserKeyFiles.In(file, () =>
        {
            using PrivateKey key = PrivateKey.Generate();
            if (KeyPairFiles.TryWriteNew(file, key.ExportPlainPem(), UserKeyFiles.OwnerOnly))
            {
                return KeyPairFiles.TryWriteNew(PublicFile(file), key.PublicKey.Pem, UserKeyFiles.OwnerOnly);
            }

            // Whoever made the key was perhaps stopped before its public half was there.
            using PrivateKey kept = PrivateKey.Parse(File.ReadAllText(file), $"'{file}'", password: null);
            return KeyPairFiles.TryWriteNew(PublicFile(file), kept.PublicKey.Pem, UserKeyFiles.OwnerOnly);
        });
    }

    /// <summary>The file of the public half.</summary>
    public static string PublicFile(string file) => Path.ChangeExtension(file, ".pub");
}
