using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Signing_settings
{
    [TestMethod]
    public void Take_the_development_key_where_nothing_is_said()
    {
        SigningSettings signing = Signing().Request().Signing!;
        Assert.IsNull(signing.Key);
        Assert.AreEqual("/home/dev/.local/share/wolfi-containers/development.key", signing.DevelopmentKeyFile);
    }

    [TestMethod]
    public void Sign_nothing_where_that_is_said()
    {
        Project project = new() { ["WolfiSign"] = "false", ["CI"] = "true", UserDataFolder = null };
        Assert.IsNull(project.Request().Signing);
        project["WolfiSign"] = "perhaps";
        project["CI"] = "";
        project.UserDataFolder = "/data";
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, project.Errors());
    }

    [TestMethod]
    [DataRow("CI", "", true)]
    [DataRow("ContinuousIntegrationBuild", "true", true)]
    [DataRow("CI", "true", true)]
    public void Want_a_key_on_continuous_integration(string property, string sign, bool refused)
    {
        Project project = new() { [property] = "true", ["WolfiSign"] = sign, ["WolfiLockedMode"] = "false" };
        CollectionAssert.AreEqual(refused ? new[] { "WOLFI7120" } : [], project.Errors());
        StringAssert.Contains(project.TextOf("WOLFI7120"), "WolfiSign=false");
        project["WolfiSigningKey"] = "env://TEAM_KEY";
        Assert.AreEqual("TEAM_KEY", project.Request().Signing!.Key!.Place);
    }

    [TestMethod]
    public void Say_when_there_is_no_place_for_a_development_key() =>
        CollectionAssert.AreEqual(new[] { "WOLFI7123" }, new Project { ["WolfiSign"] = "", UserDataFolder = null }.Errors());

    [TestMethod]
    public void Name_keys_in_every_place()
    {
        Project project = new() { ["WolfiSign"] = "", ["WolfiSigningKey"] = "keys/team.key" };
        CollectionAssert.AreEqual(new[] { "WOLFI7100" }, project.Errors());
        project.Files.Add("/src/shop/keys/team.key");
        Assert.AreEqual((KeyReferenceKind.File, "/src/shop/keys/team.key"), Place(project));
        project["WolfiSigningKey"] = "exec:sign-it --key \"a b\"";
        Assert.AreEqual((KeyReferenceKind.Command, "sign-it"), Place(project));
        CollectionAssert.AreEqual(new[] { "--key", "a b" }, project.Request().Signing!.Key!.Arguments.ToArray());
        project["WolfiSigningKey"] = "exec:tools/sign";
        Assert.AreEqual((KeyReferenceKind.Command, "/src/shop/tools/sign"), Place(project));
        project["WolfiSigningKey"] = "pkcs11:token=team;object=images?pin-source=/run/pin";
        Assert.AreEqual(KeyReferenceKind.Token, Place(project).Kind);
    }

    [TestMethod]
    [DataRow("-----BEGIN PRIVATE KEY-----", "WOLFI1020")]
    [DataRow("awskms:///alias/key", "WOLFI7100")]
    [DataRow("env://A B", "WOLFI7100")]
    [DataRow("exec:\"a", "WOLFI7100")]
    [DataRow("pkcs11:token=a;pin-value=s3cr3t", "WOLFI7100")]
    public void Refuse_what_names_no_key(string value, string code)
    {
        Project project = new() { ["WolfiSign"] = "", ["WolfiSigningKey"] = value };
        CollectionAssert.AreEqual(new[] { code }, project.Errors());
        Assert.DoesNotContain("s3cr3t", project.TextOf(code));
    }

    [TestMethod]
    [DataRow("WOLFI_KEY_PASSWORD")]
    [DataRow("COSIGN_PASSWORD")]
    [DataRow("WolfiSigningKeyPassword")]
    [DataRow("TEAM_KEY")]
    public void Refuse_secrets_that_are_properties(string name)
    {
        Project project = new() { ["WolfiSign"] = "", ["WolfiSigningKey"] = "env://TEAM_KEY" };
        project.GlobalProperties.Add(name);
        CollectionAssert.AreEqual(new[] { "WOLFI7121" }, project.Errors());
    }

    [TestMethod]
    public void E98_Are_not_set_by_NuGet_packages()
    {
        Project project = new() { ["WolfiSigningKey"] = "exec:evil", ["WolfiSign"] = "true" };
        project.PackageProperties = [new PackageProperty("WolfiSigningKey", "exec:evil", "/packages/evil.props"), new PackageProperty("WolfiSign", "true", "/packages/evil.props")];
        CollectionAssert.AreEqual(new[] { "WOLFI1014", "WOLFI1014" }, project.Errors());
    }

    // K167
    [TestMethod]
    [DataRow("ghcr.io", "", "", true)]
    [DataRow("ghcr.io", "true", "", false)]
    [DataRow("ghcr.io", "", "env://TEAM_KEY", false)]
    [DataRow("127.0.0.1:5000", "", "", false)]
    [DataRow("localhost:5000", "", "", false)]
    [DataRow("", "", "", false)]
    public void K167_Let_no_development_key_sign_for_other_machines(string registry, string allow, string key, bool refused)
    {
        Project project = Signing();
        project["ContainerRegistry"] = registry;
        project["WolfiAllowDevelopmentKey"] = allow;
        project["WolfiSigningKey"] = key;
        CollectionAssert.AreEqual(refused ? new[] { "WOLFI7124" } : [], project.Errors());
    }

    private static Project Signing() => new() { ["WolfiSign"] = "" };

    private static (KeyReferenceKind Kind, string Place) Place(Project project) => (project.Request().Signing!.Key!.Kind, project.Request().Signing!.Key!.Place);
}
