using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Wolfi.Containers.Evidence;

/// <summary>Reads what a NuGet package's manifest says of it.</summary>
internal static class NuspecReader
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = TraceLimits.ManifestBytes };

    /// <summary>Reads a manifest; one that is none says nothing.</summary>
    public static NuspecFacts Read(byte[] bytes)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings);
            XElement? metadata = XDocument.Load(reader).Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "metadata");
            XElement? Find(string name) => metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == name);
            XElement? licence = Find("license");
            XElement? repository = Find("repository");
            return new NuspecFacts
            {
                Id = Fact(Find("id")?.Value),
                Authors = Fact(Find("authors")?.Value),
                LicenceExpression = licence?.Attribute("type")?.Value == "expression" ? Fact(licence.Value) : null,
                LicenceFile = licence?.Attribute("type")?.Value == "file" ? Fact(licence.Value) : null,
                LicenceUrl = licence is null ? Address(Find("licenseUrl")?.Value) : null,
                Copyright = Fact(Find("copyright")?.Value),
                ProjectUrl = Address(Find("projectUrl")?.Value),
                RepositoryUrl = Address(repository?.Attribute("url")?.Value),
                RepositoryCommit = Fact(repository?.Attribute("commit")?.Value),
            };
        }
        catch (XmlException)
        {
            return new NuspecFacts();
        }
    }

    // One line, without what documents can't hold.
    private static string? Fact(string? text)
    {
        StringBuilder line = new();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            line.Append(Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
            if (line.Length >= TraceLimits.FactLetters)
            {
                break;
            }
        }

        string fact = line.ToString().Trim();
        return fact.Length == 0 ? null : fact;
    }

    // Absolute, and without whatever user info somebody left in it.
    private static string? Address(string? text) =>
        Fact(text) is { } fact && Uri.TryCreate(fact, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "git" or "ssh"
            ? uri.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped)
            : null;
}
