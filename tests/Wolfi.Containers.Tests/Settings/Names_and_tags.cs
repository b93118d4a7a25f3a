namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Names_and_tags
{
    [TestMethod]
    [DataRow("shop", "shop")]
    [DataRow("my.app", "my.app")]
    [DataRow("My.App", "my-app", DisplayName = "as PublishContainer: not legal as it is, so every other character becomes a dash")]
    [DataRow("team/shop_web", "team/shop_web")]
    [DataRow("a__b--c", "a__b--c")]
    [DataRow("Shop Web", "shop-web")]
    [DataRow("SHOP", "shop")]
    [DataRow("shop-", "shop")]
    [DataRow("My.App_ÄÖ", "my-app", DisplayName = "88: a name outside ASCII")]
    public void The_image_name_is_normalised(string name, string expected)
    {
        Project project = new() { ["ContainerRepository"] = name };
        Assert.AreEqual(expected, project.Request().ImageRepository);
    }

    [TestMethod]
    [DataRow("-shop")]
    [DataRow("/shop")]
    [DataRow("Äpfel")]
    [DataRow("a//b")]
    [DataRow("a/--/b")]
    public void An_impossible_image_name_is_refused(string name) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1101" }, new Project { ["ContainerRepository"] = name }.Errors());

    [TestMethod]
    public void A_name_longer_than_the_specification_allows_is_refused()
    {
        Project project = new() { ["ContainerRepository"] = new string('a', 256) };
        StringAssert.Contains(project.TextOf("WOLFI1101"), "255");
    }

    [TestMethod]
    public void Without_a_name_the_assembly_gives_it()
    {
        Assert.AreEqual("shop", new Project().Request().ImageRepository);
        Assert.AreEqual("old-name", new Project { ["ContainerImageName"] = "old-name", ["ContainerRepository"] = "new" }.Request().ImageRepository);
        CollectionAssert.AreEqual(new[] { "WOLFI1105" }, new Project { ["ContainerImageName"] = "old-name" }.Warnings());
    }

    [TestMethod]
    [DataRow("", "", "", "latest")]
    [DataRow("1.2", "", "", "1.2")]
    [DataRow("", "1.2;latest", "", "1.2 latest")]
    [DataRow("", "1.2,latest", "", "1.2 latest")]
    [DataRow("", " 1.2 latest\n1.2", "", "1.2 latest")]
    [DataRow("1.2", "", "3.4", "3.4", DisplayName = "Visual Studio's name wins")]
    public void Tags_are_read_with_every_separator(string tag, string tags, string vsTag, string expected)
    {
        Project project = new() { ["ContainerImageTag"] = tag, ["ContainerImageTags"] = tags, ["PublishImageTag"] = vsTag };
        Assert.AreEqual(expected, string.Join(' ', project.Request().Tags));
    }

    [TestMethod]
    public void A_generated_tag_is_the_created_time_and_not_the_clock()
    {
        Project project = new() { ["AutoGenerateImageTag"] = "true" };
        Assert.AreEqual("20231114221320", project.Request().Tags.Single());
    }

    [TestMethod]
    [DataRow("ContainerImageTag", ".hidden")]
    [DataRow("ContainerImageTag", "a b")]
    [DataRow("ContainerImageTag", "a:b")]
    [DataRow("ContainerImageTags", "good;-bad")]
    public void An_impossible_tag_is_refused(string property, string value) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1102" }, new Project { [property] = value }.Errors());

    [TestMethod]
    public void Both_tag_properties_are_one_too_many() =>
        CollectionAssert.AreEqual(new[] { "WOLFI1103" }, new Project { ["ContainerImageTag"] = "a", ["ContainerImageTags"] = "b;c" }.Errors());

    [TestMethod]
    public void Several_faults_are_told_at_once()
    {
        Project project = new() { ["ContainerRepository"] = "-x", ["ContainerImageTag"] = ".", ["WolfiArchiveFormat"] = "zip", ["WolfiAllowRoot"] = "maybe" };
        project.Add("ContainerPort", "http");
        CollectionAssert.AreEquivalent(new[] { "WOLFI1101", "WOLFI1102", "WOLFI1010", "WOLFI1010", "WOLFI1110" }, project.Errors());
    }
}
