using System.Collections.Immutable;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Daemons;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Publishing;

/// <summary>Which of several platforms is this machine's.</summary>
internal static class OwnPlatform
{
    /// <summary>The runtime identifier of containers on this machine, such as <c>linux-x64</c>.</summary>
    public static string Name { get; } =
        "linux-" + (Architectures.All.FirstOrDefault(architecture => architecture.Oci == HostPlatform.Current.Architecture)?.RuntimeIdentifier ?? HostPlatform.Current.Architecture);

    /// <summary>The place in the list of this machine's platform, else of the first.</summary>
    public static int Choose(ImmutableArray<PublishRequest> platforms)
    {
        for (int i = 0; i < platforms.Length; i++)
        {
            if (platforms[i].App.RuntimeIdentifier == Name)
            {
                return i;
            }
        }

        return 0;
    }
}
