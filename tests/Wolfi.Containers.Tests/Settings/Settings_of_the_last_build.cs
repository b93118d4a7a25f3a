using System.Collections.Immutable;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

/// <summary>The document that carries settings from one build to the next.</summary>
[TestClass]
public sealed class Settings_of_the_last_build
{
    private readonly TemporaryFolder _folder = new();

    private string Place => _folder.Combine("settings.json");

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void Come_back_as_they_were()
    {
        RawPublishOptions raw = new()
        {
            ProjectFile = "/src/app.csproj",
            Properties = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("ContainerRepository", "app \"x\"\n").Add("Empty", ""),
            Items = ImmutableDictionary.Create<string, ImmutableArray<RawItem>>(StringComparer.OrdinalIgnoreCase)
                .Add("ContainerLabel", [RawItem.Create("a", ("Value", "b:c")), new RawItem("d", RawItem.Create("d", ("Value", "é")).Metadata, "/src/Directory.Build.props")])
                .Add("ContainerPort", []),
            GlobalProperties = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase, "PublishWolfiImage"),
        };

        RawOptionsJson.TryWriteFile(Place, raw);
        RawPublishOptions read = RawOptionsJson.TryReadFile(Place)!;

        Assert.AreEqual(raw.ProjectFile, read.ProjectFile);
        Assert.AreEqual("app \"x\"\n", read.Properties["CONTAINERREPOSITORY"]);
        Assert.AreEqual("", read.Properties["empty"]);
        Assert.HasCount(2, read.Properties);
        RawItem[] labels = [.. read.Items["containerlabel"]];
        Assert.AreEqual("a b:c ; d é /src/Directory.Build.props", $"{labels[0].Include} {labels[0]["value"]} {labels[0].DefinedIn}; {labels[1].Include} {labels[1]["Value"]} {labels[1].DefinedIn}");
        Assert.IsTrue(read.Items["ContainerPort"].IsEmpty);
        Assert.IsTrue(read.GlobalProperties.Contains("publishwolfiimage"));
        Assert.HasCount(1, Directory.GetFiles(_folder.Combine()), "nothing beside it");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{\"projectFile\":null,\"properties\":{},\"items\":{},\"globalProperties\":[]}")]
    [DataRow("{\"projectFile\":\"a\",\"properties\":{\"a\":1},\"items\":{},\"globalProperties\":[]}")]
    [DataRow("{\"projectFile\":\"a\",\"properties\":[],\"items\":{},\"globalProperties\":[]}")]
    [DataRow("{\"projectFile\":\"a\",\"properties\":{},\"items\":{\"x\":[{\"include\":\"a\"}]},\"globalProperties\":[]}")]
    [DataRow("{\"projectFile\":\"a\",\"properties\":{},\"items\":{\"x\":[1]},\"globalProperties\":[]}")]
    [DataRow("{\"projectFile\":\"a\",\"properties\":{},\"items\":{},\"globalProperties\":[null]}")]
    public void Are_none_where_they_are_damaged(string text)
    {
        File.WriteAllText(Place, text);
        Assert.IsNull(RawOptionsJson.TryReadFile(Place));
    }

    [TestMethod]
    public void Are_none_where_they_are_absent_or_too_large()
    {
        Assert.IsNull(RawOptionsJson.TryReadFile(Place));
        File.WriteAllText(Place, new string(' ', 1024 * 1024) + "{\"projectFile\":\"a\",\"properties\":{},\"items\":{},\"globalProperties\":[]}");
        Assert.IsNull(RawOptionsJson.TryReadFile(Place));
    }

    [TestMethod]
    public void Are_not_written_where_that_can_t_be_done_and_nobody_hears_of_it()
    {
        RawOptionsJson.TryWriteFile(_folder.Combine("nowhere", "settings.json"), new RawPublishOptions { ProjectFile = "a" });
        Assert.IsFalse(Directory.Exists(_folder.Combine("nowhere")));
    }
}
