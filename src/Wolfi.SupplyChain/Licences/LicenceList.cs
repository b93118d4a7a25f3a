using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Licences;

/// <summary>The identifiers of the SPDX licence list, deprecated ones included; texts are not kept.</summary>
internal static class LicenceList
{
    /// <summary>The list's version.</summary>
    public const string Version = "3.29";

    private static readonly Lazy<FrozenDictionary<string, string>> s_licences = new(() => Read("licence-ids"));
    private static readonly Lazy<FrozenDictionary<string, string>> s_exceptions = new(() => Read("exception-ids"));

    /// <summary>A licence's identifier as the list writes it; null when it has none. Case does not matter.</summary>
    public static string? FindLicence(string id) => s_licences.Value.GetValueOrDefault(id);

    /// <summary>An exception's identifier as the list writes it; null when it has none.</summary>
    public static string? FindException(string id) => s_exceptions.Value.GetValueOrDefault(id);

    private static FrozenDictionary<string, string> Read(string name)
    {
        using StreamReader reader = new(typeof(LicenceList).Assembly.GetManifestResourceStream(name)!);
        ImmutableArray<string> ids = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);
    }
}
