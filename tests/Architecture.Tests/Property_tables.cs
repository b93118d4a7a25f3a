using System.Text;
using Wolfi.Containers.Settings;

namespace Wolfi.Architecture.Tests;

[TestClass]
public sealed class Property_tables
{
    private const string Begin = "<!-- the table of Wolfi's own settings; docs/properties.md has all -->\n";
    private const string End = "<!-- end of the table -->";

    private static readonly string Root = SharedData.RepositoryRoot;

    [TestMethod]
    public void Of_the_docs_list_every_setting()
    {
        StringBuilder page = new("# Properties and items\n\nEverything that a project may set. Names that begin with `Container` mean what they mean to the .NET SDK's own\n`PublishContainer`; names that begin with `Wolfi` are this product's.\n");
        Append(page, "Properties", SettingKind.Property);
        Append(page, "Items", SettingKind.Item);
        Append(page, "Read from the project and the SDK", SettingKind.Fact);
        Compare(Path.Combine(Root, "docs/properties.md"), page.ToString());
    }

    [TestMethod]
    public void Of_the_readme_list_the_products_own()
    {
        string readme = Path.Combine(Root, "README.md");
        string text = File.ReadAllText(readme);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(begin, end);
        IEnumerable<Setting> own = KnownSettings.All.Where(setting => setting.Name.StartsWith("Wolfi", StringComparison.Ordinal));
        Compare(readme, text[..begin] + Table(own.OrderBy(setting => setting.Name, StringComparer.Ordinal).ThenBy(setting => setting.Kind)) + text[end..]);
    }

    private static void Append(StringBuilder page, string title, SettingKind kind) =>
        page.Append($"\n## {title}\n\n").Append(Table(KnownSettings.All.Where(setting => setting.Kind == kind).OrderBy(setting => setting.Name, StringComparer.Ordinal)));

    private static string Table(IEnumerable<Setting> settings)
    {
        StringBuilder table = new("| name | kind | default | what it does |\n|---|---|---|---|\n");
        foreach (Setting setting in settings)
        {
            string kind = setting.Kind switch { SettingKind.Property => "property", SettingKind.Item => "item", _ => "fact" };
            table.Append($"| `{setting.Name}` | {kind} | {Cell(setting.Default)} | {Cell(setting.Meaning)} |\n");
        }

        return table.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|").Replace("<", "&lt;");

    private static void Compare(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable("WOLFI_ACCEPT_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, expected);
        }

        Assert.AreEqual(expected, File.Exists(path) ? File.ReadAllText(path) : "", $"WOLFI_ACCEPT_GOLDENS=1 writes {path} anew.");
    }
}
