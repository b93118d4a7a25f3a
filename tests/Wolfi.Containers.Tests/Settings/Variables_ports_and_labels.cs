using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Variables_ports_and_labels
{
    [TestMethod]
    public void Variables_come_from_items_and_from_the_property_which_is_later()
    {
        Project project = new() { ["ContainerEnvironmentVariables"] = "B=2 ; URL=http://h:1/x?a=b,c\n;\n EMPTY=" };
        project.Add("ContainerEnvironmentVariable", "A", ("Value", "1")).Add("ContainerEnvironmentVariable", "B", ("Value", " one; two "));
        Assert.AreEqual("A=1|B= one; two |B=2|URL=http://h:1/x?a=b,c|EMPTY=", Text(project.Request().Container.Environment));
    }

    [TestMethod]
    [DataRow("1A")]
    [DataRow("A-B")]
    [DataRow("Logging:Level")]
    public void A_variable_with_an_impossible_name_is_left_out_with_a_warning(string name)
    {
        Project project = new Project().Add("ContainerEnvironmentVariable", name, ("Value", "x")).Add("ContainerEnvironmentVariable", "OK", ("Value", "y"));
        CollectionAssert.AreEqual(new[] { "WOLFI1115" }, project.Warnings());
        Assert.AreEqual("OK=y", Text(project.Request().Container.Environment));
    }

    // Case 91: a value that no variable can have.
    [TestMethod]
    [DataRow("line\nline", DisplayName = "91: several lines")]
    [DataRow("a\u0001b", DisplayName = "91: control character")]
    public void A_variable_with_an_impossible_value_is_refused(string value) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1121" }, new Project().Add("ContainerEnvironmentVariable", "A", ("Value", value)).Errors());

    // Case 91: a variable that looks like a secret.
    [TestMethod]
    [DataRow("DB_PASSWORD", true)]
    [DataRow("API_KEY", true)]
    [DataRow("GithubToken", true)]
    [DataRow("ConnectionStrings__Default", true)]
    [DataRow("CONNECTION_STRING", true)]
    [DataRow("KEYBOARD", false)]
    [DataRow("ASPNETCORE_HTTP_PORTS", false)]
    public void A_variable_that_looks_secret_is_warned_of_without_its_value(string name, bool secret)
    {
        // 91
        Project project = new Project().Add("ContainerEnvironmentVariable", name, ("Value", "s3cr3t"));
        CollectionAssert.AreEqual(secret ? new[] { "WOLFI1116" } : [], project.Warnings());
        Assert.IsFalse(project.Parse().Diagnostics.Any(diagnostic => diagnostic.Text.Contains("s3cr3t", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Values_are_taken_literally()
    {
        // 87: MSBuild's and the shell's characters mean nothing here.
        const string Value = "; %3B \" ' $(Secret) @(Items) `id` ä";
        Project project = new Project().Add("ContainerEnvironmentVariable", "A", ("Value", Value)).Add("ContainerLabel", "l", ("Value", Value));
        PublishRequest request = project.Request();
        Assert.AreEqual("A=" + Value, Text(request.Container.Environment));
        Assert.AreEqual(Value, request.Container.Labels.Last().Value);
    }

    [TestMethod]
    [DataRow("=b")]
    [DataRow("b")]
    public void An_entry_of_a_list_without_a_name_is_refused(string entry)
    {
        CollectionAssert.AreEqual(new[] { "WOLFI1123" }, new Project { ["ContainerLabels"] = entry }.Errors());
        CollectionAssert.AreEqual(new[] { "WOLFI1123" }, new Project { ["ContainerEnvironmentVariables"] = entry }.Errors());
    }

    [TestMethod]
    [DataRow("8080", "", "8080/tcp")]
    [DataRow("8080", "udp", "8080/udp")]
    [DataRow("53/udp", "", "53/udp")]
    [DataRow(" 443 ", "tcp", "443/tcp")]
    public void Ports_have_a_number_and_a_type(string include, string type, string expected) =>
        Assert.AreEqual(expected, new Project().Add("ContainerPort", include, ("Type", type)).Request().Container.Ports.Single());

    [TestMethod]
    [DataRow("0", "")]
    [DataRow("65536", "")]
    [DataRow("-1", "")]
    [DataRow("http", "")]
    [DataRow("80/tcp/udp", "")]
    [DataRow("80", "sctp")]
    [DataRow("80/tcp", "udp")]
    public void An_impossible_port_is_refused(string include, string type) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1110" }, new Project().Add("ContainerPort", include, ("Type", type)).Errors());

    [TestMethod]
    public void Labels_are_generated_from_the_project_and_never_from_the_clock_or_a_base_image()
    {
        Project project = new()
        {
            ["Authors"] = "The team",
            ["Description"] = "A shop",
            ["PackageProjectUrl"] = "https://shop.example/",
            ["PackageVersion"] = "1.2.3",
            ["PackageLicenseExpression"] = "Apache-2.0",
            ["Title"] = "Shop",
            ["ContainerVendor"] = "Example",
            ["PublishRepositoryUrl"] = "true",
            ["RepositoryType"] = "git",
            ["PrivateRepositoryUrl"] = "https://user:token@git.example/shop.git",
            ["SourceRevisionId"] = "0123456789abcdef0123456789abcdef01234567",
        };
        project.Add("ContainerLabel", "org.opencontainers.image.title", ("Value", "Mine"));
        project["ContainerLabels"] = "team=a;url=http://h:1/x";
        Golden.Verify("Wolfi.Containers.Tests", "generated-labels", "txt", Text(project.Request().Container.Labels).Replace('|', '\n') + "\n");
    }

    [TestMethod]
    public void Labels_can_be_switched_off_and_the_projects_own_stay()
    {
        Project project = new() { ["ContainerGenerateLabels"] = "false", ["ContainerLabels"] = "a=b" };
        Assert.AreEqual("a=b", Text(project.Request().Container.Labels));
    }

    [TestMethod]
    public void Without_a_known_time_there_is_no_created_label()
    {
        Project project = new() { SourceDateEpoch = null };
        Assert.AreEqual("net.dot.runtime.majorminor=10.0|net.dot.sdk.version=10.0.401", Text(project.Request().Container.Labels));
    }

    // Case 93: names and values of labels have bounds.
    [TestMethod]
    [DataRow("has space", 1)]
    [DataRow("ümlaut", 1)]
    [DataRow("a=b", 1)]
    [DataRow("big", 1_000_000, DisplayName = "93: a value of 1 MB")]
    public void An_impossible_label_is_refused(string name, int length)
    {
        Project project = new Project().Add("ContainerLabel", name, ("Value", new string('x', length)));
        Assert.AreEqual("WOLFI1122", project.Errors().Distinct().Single());
    }

    private static string Text(IEnumerable<KeyValuePair<string, string>> pairs) => string.Join('|', pairs.Select(pair => $"{pair.Key}={pair.Value}"));
}
