using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Verification;

/// <summary>
/// Compares a copy that stores an image's layers in other compressed bytes, or in none, with the original. A daemon's <c>save</c> and <c>docker-archive</c>s keep
/// the config to the byte: the signature is over the original's manifest, which names that config, which names each layer's uncompressed bytes.
/// </summary>
public static class RecompressedCopy
{
    /// <summary>Compares, and adds what is found to what the original proved.</summary>
    /// <param name="copy">The copy; each of its layers is read to the end.</param>
    /// <param name="original">The original image.</param>
    /// <param name="verification">What the original proved.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Verification Compare(Image copy, Image original, Verification verification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(copy);
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(verification);
        ImmutableArray<string> faults = Faults(copy, original, cancellationToken);
        int anew = copy.Layers.Zip(original.Layers).Count(pair => pair.First.Descriptor.Digest != pair.Second.Descriptor.Digest);
        string note = string.Create(
            CultureInfo.InvariantCulture,
            $"{(faults.IsEmpty ? "The copy holds this image, uncompressed to the byte" : "The copy does not hold this image")}; {anew} of its {copy.Layers.Length} layers were stored anew.");
        return verification with
        {
            Account = verification.Account with { Notes = verification.Account.Notes.Add(note) },
            OtherFindings = [.. verification.OtherFindings, .. faults.Select(fault => VerificationErrors.CopyDiffers.Create(original.Digest, fault))],
        };
    }

    private static ImmutableArray<string> Faults(Image copy, Image original, CancellationToken cancellationToken)
    {
        if (copy.Config.Digest != original.Config.Digest)
        {
            return [$"its config is {copy.Config.Digest}, where the original's is {original.Config.Digest}"];
        }

        try
        {
            // The config's diff ids are those of the original, so whatever is read here is held to them.
            return [.. ImageValidator.Validate(copy, entry: null, cancellationToken).Select(finding => finding.Message.TrimEnd('.'))];
        }
        catch (OciException e)
        {
            return [e.Message.TrimEnd('.')];
        }
    }
}
