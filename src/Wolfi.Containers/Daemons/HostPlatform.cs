using System.Runtime.InteropServices;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Daemons;

/// <summary>The platform whose containers this machine runs as they are.</summary>
public static class HostPlatform
{
    /// <summary>Linux on this machine's processor, whatever its own system is: engines elsewhere run a Linux of that kind.</summary>
    public static Platform Current { get; } = new("linux", RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        Architecture other => other.ToString().ToLowerInvariant(),
    });

    /// <summary>Reads an image: for the platform that is named, else the only one there is, else the one for this machine.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="tag">Its tag; null where the place lists a single one.</param>
    /// <param name="platform">The platform; null for this machine's.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">There is no such image, or a document is damaged.</exception>
    public static Image Read(ImageStore store, string? tag, Platform? platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return store.ReadImage(tag, platform, cancellationToken);
        }
        catch (OciException e) when (platform is null && e.Fault == OciFault.ImageAmbiguous)
        {
            return store.ReadImage(tag, Current, cancellationToken);
        }
    }
}
