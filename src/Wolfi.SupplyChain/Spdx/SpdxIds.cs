using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Wolfi.SupplyChain.Components;

namespace Wolfi.SupplyChain.Spdx;

/// <summary>The elements' identifiers in one document: readable, of the letters that SPDX has, each once.</summary>
internal sealed class SpdxIds
{
    public const string Document = "SPDXRef-DOCUMENT";

    private readonly ImmutableDictionary<string, string> _ids;

    public SpdxIds(BillOfMaterials bill)
    {
        ImmutableDictionary<string, string>.Builder ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (IGrouping<string, Component> group in bill.Components.Prepend(bill.Subject).GroupBy(Readable, StringComparer.Ordinal))
        {
            bool alone = group.Skip(1).FirstOrDefault() is null;
            foreach (Component component in group)
            {
                ids[component.Id] = alone ? group.Key : $"{group.Key}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(component.Id)))[..16]}";
            }
        }

        _ids = ids.ToImmutable();
    }

    /// <summary>The identifier of a component.</summary>
    public string Of(string componentId) => _ids[componentId];

    private static string Readable(Component component)
    {
        string text = component.Version is { } version ? $"{component.Kind}-{component.Name}-{version}" : $"{component.Kind}-{component.Name}";
        return "SPDXRef-" + string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'));
    }
}
