using System.IO.Compression;
using System.Xml.Linq;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

[TestClass]
public sealed class Package_content
{
    [TestMethod]
    public async Task Holds_the_doors_the_targets_the_tools_and_no_dependency()
    {
        string version = await Workshop.VersionAsync();
        using ZipArchive package = await ZipFile.OpenReadAsync(Path.Combine(Workshop.Feed, $"Wolfi.Containers.Sdk.{version}.nupkg"));
        Golden.Verify("Wolfi.Containers.Sdk.Tests", "package", "txt", string.Concat(package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).Select(name => name + "\n")));
        await using Stream stream = await package.GetEntry("Wolfi.Containers.Sdk.nuspec")!.OpenAsync();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single();
        string[] names = [.. metadata.Elements().Select(element => element.Name.LocalName)];
        CollectionAssert.DoesNotContain(names, "dependencies");
        CollectionAssert.DoesNotContain(names, "repository", "it would differ between checkouts");
        Assert.AreEqual("true", metadata.Elements().Single(element => element.Name.LocalName == "developmentDependency").Value);
        Assert.IsTrue(package.Entries.All(entry => entry.LastWriteTime.DateTime == new DateTime(1980, 1, 1)));
    }
}
