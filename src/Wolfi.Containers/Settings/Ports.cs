using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Ports that the project names.</summary>
internal static class Ports
{
    public static ImmutableArray<string> Read(RawPublishOptions raw, DiagnosticBag bag)
    {
        ImmutableArray<string>.Builder ports = ImmutableArray.CreateBuilder<string>();
        foreach (RawItem item in raw.ItemsOf(KnownSettings.ContainerPort))
        {
            string[] parts = item.Include.Trim().Split('/');
            string type = item["Type"].Length > 0 ? item["Type"] : parts.Length == 2 ? parts[1] : "tcp";
            if (!ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0 || parts.Length > 2)
            {
                bag.Add(SettingsErrors.InvalidPort, Values.Shown(item.Include), "is no number from 1 to 65535");
            }
            else if (type is not ("tcp" or "udp") || (parts.Length == 2 && parts[1] != type))
            {
                bag.Add(SettingsErrors.InvalidPort, Values.Shown(item.Include), $"has the type '{Values.Shown(type)}', which is neither tcp nor udp, or not the one that it names itself");
            }
            else
            {
                ports.Add(string.Create(CultureInfo.InvariantCulture, $"{port}/{type}"));
            }
        }

        return [.. ports.Distinct(StringComparer.Ordinal)];
    }
}
