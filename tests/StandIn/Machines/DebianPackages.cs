using System.Text.RegularExpressions;

namespace Wolfi.StandIn.Machines;

/// <summary>Versions of the Debian packages that are installed here, from dpkg's status file.</summary>
internal sealed partial class DebianPackages
{
    private const string StatusFile = "/var/lib/dpkg/status";
    private readonly Dictionary<string, string> _versions;

    private DebianPackages(Dictionary<string, string> versions) => _versions = versions;

    /// <summary>Reads the status file.</summary>
    public static DebianPackages Read()
    {
        if (!File.Exists(StatusFile))
        {
            throw new StandInException($"'{StatusFile}' is absent: the stand-in is made on Debian and its descendants.");
        }

        Dictionary<string, string> versions = new(StringComparer.Ordinal);
        string? name = null;
        bool installed = false;
        foreach (string line in File.ReadLines(StatusFile))
        {
            if (line.StartsWith("Package: ", StringComparison.Ordinal))
            {
                (name, installed) = (line["Package: ".Length..], false);
            }
            else if (line.StartsWith("Status: ", StringComparison.Ordinal))
            {
                installed = line.EndsWith(" installed", StringComparison.Ordinal);
            }
            else if (installed && name is not null && line.StartsWith("Version: ", StringComparison.Ordinal))
            {
                versions[name] = line["Version: ".Length..];
            }
        }

        return new DebianPackages(versions);
    }

    /// <summary>The upstream version of the first of these packages that is installed, as an apk version of the first revision: <c>1:1.2.13.dfsg-1</c> gives <c>1.2.13-r0</c>.</summary>
    public string ApkVersion(params ReadOnlySpan<string> candidates)
    {
        foreach (string candidate in candidates)
        {
            if (_versions.TryGetValue(candidate, out string? version))
            {
                Match upstream = Upstream().Match(version);
                return upstream.Success
                    ? $"{upstream.Groups["version"].Value}-r0"
                    : throw new StandInException($"The version '{version}' of {candidate} has no upstream part.");
            }
        }

        throw new StandInException($"No package {string.Join(" or ", candidates.ToArray())} is installed; eng/install-tools.sh installs what the stand-in needs.");
    }

    [GeneratedRegex(@"^(\d+:)?(?<version>\d+(\.\d+)*[a-z]?)(?![a-z0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Upstream();
}
