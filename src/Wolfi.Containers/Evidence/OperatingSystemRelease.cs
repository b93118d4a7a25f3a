using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Wolfi.Containers.Evidence;

/// <summary>What <c>os-release</c> says of the operating system (freedesktop.org, os-release(5)).</summary>
/// <param name="Id">Its word for itself, such as <c>wolfi</c>.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Version">Its version; <c>rolling</c> where it has none.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hexadecimal.</param>
internal sealed record OperatingSystemRelease(string Id, string Name, string Version, string Sha256)
{
    private static readonly string[] s_places = ["etc/os-release", "usr/lib/os-release"];

    /// <summary>Reads the file; null where no package has it, or it names no system.</summary>
    public static OperatingSystemRelease? Find(ImmutableDictionary<string, ImmutableArray<byte>> files)
    {
        foreach (string place in s_places)
        {
            if (files.TryGetValue(place, out ImmutableArray<byte> bytes) && Read(bytes.AsSpan()) is { } release)
            {
                return release;
            }
        }

        return null;
    }

    private static OperatingSystemRelease? Read(ReadOnlySpan<byte> bytes)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (line.Split('=', 2) is [{ Length: > 0 } name, { } value])
            {
                values[name.Trim()] = value.Trim().Trim('"', '\'');
            }
        }

        return values.GetValueOrDefault("ID") is { Length: > 0 } id
            ? new OperatingSystemRelease(id, values.GetValueOrDefault("NAME") is { Length: > 0 } name2 ? name2 : id, values.GetValueOrDefault("VERSION_ID") is { Length: > 0 } version ? version : "rolling", Convert.ToHexStringLower(SHA256.HashData(bytes)))
            : null;
    }
}
