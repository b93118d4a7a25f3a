using System.Collections.Immutable;
using System.Xml;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Surroundings;

/// <summary>
/// Finds properties of this product that build files of NuGet packages set. MSBuild does not tell a task who set a property, so the
/// files are read that the restored project imports.
/// </summary>
internal static class PackagePropertyReader
{
    private const int MostFiles = 5000;
    private const long MostBytes = 4 * 1024 * 1024;

    private static readonly string[] BuildFolders = ["build", "buildTransitive", "buildMultiTargeting", "buildCrossTargeting"];

    /// <summary>The properties, in the order of files; what can't be read is left out, since MSBuild could not import it either.</summary>
    /// <param name="importFiles">Absolute paths of the project's <c>*.nuget.g.props</c> and <c>*.nuget.g.targets</c>.</param>
    /// <param name="packageFolders">Absolute paths of the folders that hold packages as <c>ID/VERSION</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ImmutableArray<PackageProperty> Read(IEnumerable<string> importFiles, ImmutableArray<string> packageFolders, CancellationToken cancellationToken)
    {
        ImmutableArray<PackageProperty>.Builder found = ImmutableArray.CreateBuilder<PackageProperty>();
        IEnumerable<string> files = importFiles
            .SelectMany(file => Imports(file, packageFolders))
            .Distinct(StringComparer.Ordinal)
            .SelectMany(BuildFiles)
            .Take(MostFiles);
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(Properties(file));
        }

        return found.ToImmutable();
    }

    // The folders ID/VERSION that the project imports build files from.
    private static IEnumerable<string> Imports(string file, ImmutableArray<string> packageFolders)
    {
        foreach (XmlElement import in Elements(file, "Import"))
        {
            string path = import.GetAttribute("Project").Replace('\\', '/');
            foreach (string folder in packageFolders)
            {
                string below = path.StartsWith("$(NuGetPackageRoot)", StringComparison.OrdinalIgnoreCase) ? path["$(NuGetPackageRoot)".Length..]
                    : path.StartsWith(folder.Replace('\\', '/').TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase) ? path[(folder.TrimEnd('/', '\\').Length + 1)..]
                    : "";
                if (below.TrimStart('/').Split('/') is [{ Length: > 0 } id, { Length: > 0 } version, _, ..] && id != "wolfi.containers.sdk")
                {
                    yield return Path.Combine(folder, id, version);
                }
            }
        }
    }

    private static IEnumerable<string> BuildFiles(string package) => BuildFolders
        .Select(name => Path.Combine(package, name))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(file => file.EndsWith(".props", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".targets", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<PackageProperty> Properties(string file) =>
        Elements(file, "*")
            .Where(element => element.ParentNode?.LocalName == "PropertyGroup" && element.LocalName.StartsWith("Wolfi", StringComparison.OrdinalIgnoreCase))
            .Select(element => new PackageProperty(element.LocalName, element.InnerText.Trim(), file));

    private static IEnumerable<XmlElement> Elements(string file, string name)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > MostBytes)
            {
                return [];
            }

            string text = File.ReadAllText(file);
            if (name == "*" && !text.Contains("Wolfi", StringComparison.OrdinalIgnoreCase))
            {
                return [];
            }

            XmlDocument document = new() { XmlResolver = null };
            using XmlReader reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            document.Load(reader);
            return document.GetElementsByTagName(name).OfType<XmlElement>();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return [];
        }
    }
}
