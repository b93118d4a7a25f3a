using System.Collections.Immutable;
using System.Xml;

namespace Wolfi.Containers.Surroundings;

/// <summary>
/// Finds secrets that a project's own files set as properties. MSBuild makes a property of every environment variable too, so a property's value does not tell
/// the two apart, and to ask for it would write it into binary logs: the files are read instead.
/// </summary>
internal static class SecretPropertyReader
{
    private const long MostBytes = 4 * 1024 * 1024;

    private static readonly string[] s_shared = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>The names that are set to something, each with the file that does it.</summary>
    /// <param name="projectFile">Absolute path of the project file; its <c>.user</c> file and what MSBuild imports from the folders above are read too.</param>
    /// <param name="names">Names of secrets; they compare without case.</param>
    public static ImmutableArray<(string Name, string File)> Read(string projectFile, ImmutableArray<string> names)
    {
        string? folder = Path.GetDirectoryName(projectFile);
        return
        [
            .. s_shared.Select(name => Above(folder, name)).OfType<string>().Concat([projectFile, projectFile + ".user"])
                .SelectMany(file => Properties(file, names).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (name, file))),
        ];
    }

    // MSBuild takes the nearest.
    private static string? Above(string? folder, string name)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, name) is var file && File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    private static IEnumerable<string> Properties(string file, ImmutableArray<string> names)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > MostBytes)
            {
                return [];
            }

            string text = File.ReadAllText(file);
            if (!names.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                return [];
            }

            XmlDocument document = new() { XmlResolver = null };
            using XmlReader reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            document.Load(reader);
            return
            [
                .. document.GetElementsByTagName("*").OfType<XmlElement>()
                    .Where(element => element.ParentNode?.LocalName == "PropertyGroup" && names.Contains(element.LocalName, StringComparer.OrdinalIgnoreCase) && element.InnerText.Trim().Length > 0)
                    .Select(element => element.LocalName),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            // MSBuild could not read it either.
            return [];
        }
    }
}
