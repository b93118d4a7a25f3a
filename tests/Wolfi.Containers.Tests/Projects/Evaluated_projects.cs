using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Projects;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Projects;

[TestClass]
public sealed class Evaluated_projects
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public async Task MSBuild_tells_properties_items_and_where_they_stand()
    {
        File.WriteAllText(_folder.Combine("more.props"), """
            <Project>
              <ItemGroup><WolfiKey Include="one.rsa.pub" /></ItemGroup>
            </Project>
            """);
        RawPublishOptions raw = await EvaluateAsync("""
            <Project>
              <Import Project="more.props" />
              <PropertyGroup>
                <WolfiMinimumSignature>RSA512</WolfiMinimumSignature>
                <AssemblyName>shop-$(Suffix)</AssemblyName>
              </PropertyGroup>
              <ItemGroup Condition="'$(PublishWolfiImage)' == 'true'">
                <WolfiRepository Include="packages" CanonicalUrl="https://example.org/os" IndexKeys="one.rsa.pub;two.rsa.pub" />
              </ItemGroup>
            </Project>
            """, new ProjectProperty("Suffix", "a;b,c%"));

        Assert.AreEqual("RSA512", raw[KnownSettings.WolfiMinimumSignature]);
        Assert.AreEqual("shop-a;b,c%", raw[KnownSettings.AssemblyName]);
        RawItem repository = raw.ItemsOf(KnownSettings.WolfiRepositoryItem).Single();
        Assert.AreEqual("packages", repository.Include);
        Assert.AreEqual("https://example.org/os", repository["CanonicalUrl"]);
        Assert.AreEqual("one.rsa.pub;two.rsa.pub", repository["indexkeys"]);
        Assert.AreEqual(_folder.Combine("shop.proj"), repository.DefinedIn);
        Assert.AreEqual(_folder.Combine("more.props"), raw.ItemsOf(KnownSettings.WolfiKeyItem).Single().DefinedIn);
        Assert.IsTrue(raw.GlobalProperties.SetEquals(["PublishWolfiImage", "Suffix"]));
        Assert.AreEqual(_folder.FullPath, raw.ProjectFolder);
    }

    [TestMethod]
    public async Task What_MSBuild_says_of_a_broken_project_is_passed_on_without_passwords()
    {
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => EvaluateAsync("""
            <Project>
              <Import Project="https://user:secret@localhost/nothing.props" />
            </Project>
            """));

        Assert.AreEqual("WOLFI1913", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Diagnostic.Message, "shop.proj");
        StringAssert.Contains(failure.Diagnostic.Message, "MSB4");
        Assert.IsFalse(failure.Diagnostic.Text.Contains("secret", StringComparison.Ordinal), failure.Diagnostic.Text);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("warning: something")]
    [DataRow("[]")]
    [DataRow("""{"Properties": {}}""")]
    [DataRow("""{"Properties": [], "Items": {}}""")]
    [DataRow("""{"Properties": {"A": 1}, "Items": {}}""")]
    [DataRow("""{"Properties": {"A": "1", "A": "2"}, "Items": {}}""")]
    [DataRow("""{"Properties": {"A": "1", "a": "2"}, "Items": {}}""")]
    [DataRow("""{"Properties": {}, "Items": {"A": {}}}""")]
    [DataRow("""{"Properties": {}, "Items": {"A": ["x"]}}""")]
    [DataRow("""{"Properties": {}, "Items": {"A": [{"FullPath": "/x"}]}}""")]
    [DataRow("""{"Properties": {}, "Items": {"A": [{"Identity": [[[[[[[[1]]]]]]]]}]}}""")]
    [DataRow("""{"Properties": {}, "Items": {}} {}""")]
    public void Any_other_answer_of_MSBuild_is_refused(string answer)
    {
        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => EvaluationReader.Read(answer, "/src/shop.csproj", []));

        Assert.AreEqual("WOLFI1913", failure.Diagnostic.Code);
    }

    [TestMethod]
    public void An_item_without_a_file_of_its_own_is_of_no_file()
    {
        RawPublishOptions raw = EvaluationReader.Read(
            """{"Properties": {}, "Items": {"WolfiKey": [{"Identity": "a", "DefiningProjectFullPath": ""}]}}""", "/src/shop.csproj", []);

        Assert.IsNull(raw.ItemsOf(KnownSettings.WolfiKeyItem).Single().DefinedIn);
    }

    private Task<RawPublishOptions> EvaluateAsync(string project, params ImmutableArray<ProjectProperty> properties)
    {
        string file = _folder.Combine("shop.proj");
        File.WriteAllText(file, project);
        return ProjectEvaluator.EvaluateAsync(file, properties, default);
    }
}
