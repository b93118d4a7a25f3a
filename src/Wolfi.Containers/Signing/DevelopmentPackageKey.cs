using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>
/// The key that signs an app's packages where the user's development key signs the image, or nothing does: made once for each user too, as finding one takes half
/// a second of a processor's time, as long as all else of such an image. Where an identity counts, each build has a key of its own.
/// </summary>
internal static class DevelopmentPackageKey
{
    /// <summary>Reads the key, and makes it where it is not there yet.</summary>
    /// <param name="file">Absolute path of its PEM file.</param>
    /// <exception cref="WolfiException">It can't be made, or is none that this product made.</exception>
    public static SigningKey ReadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            UserKeyFiles.In(file, () =>
            {
                using SigningKey made = SigningKey.Generate(KeyFiles.PublicNameOf(file));
                return KeyPairFiles.TryWriteNew(file, made.ExportPem(), UserKeyFiles.OwnerOnly);
            });
        }

        SigningKey key = KeyFiles.ReadSigning(file, publicName: null);
        if (key.PublicKey.Bits < FipsMode.LeastRsaBits)
        {
            key.Dispose();
            throw SigningErrors.NoDevelopmentKey.Fail($"'{file}' holds a key of {key.PublicKey.Bits} bits, which this product did not make; delete it");
        }

        return key;
    }
}
