using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Sigstore_settings
{
    private const string File = "/src/shop/sigstore.json";

    [TestMethod]
    public void Sign_by_identity_with_the_public_services_where_no_others_are_named()
    {
        SigstoreSettings settings = Read(Keyless());
        Assert.IsTrue(settings.Keyless);
        Assert.AreEqual("https://fulcio.sigstore.dev/ https://rekor.sigstore.dev/ v1 ", Places(settings));
        Project project = Keyless();
        project["WolfiTransparencyLog"] = "https://log.example.org/two";
        project["WolfiTransparencyLogVersion"] = "2";
        project["WolfiTimestampServer"] = "https://time.example.org/api";
        Assert.AreEqual("https://fulcio.sigstore.dev/ https://log.example.org/two v2 https://time.example.org/api", Places(Read(project)));
    }

    // What an authority of one's own certifies is nothing that the public log should be told.
    [TestMethod]
    public void Take_no_public_log_beside_an_authority_of_ones_own()
    {
        Project project = Keyless();
        project["WolfiCertificateAuthority"] = "https://ca.example.org";
        Assert.AreEqual("https://ca.example.org/  v ", Places(Read(project)));
    }

    [TestMethod]
    public void Take_services_from_a_file_and_each_kind_from_a_property_before_it()
    {
        Project project = Keyless();
        project["WolfiSigstoreConfig"] = "sigstore.json";
        CollectionAssert.AreEqual(new[] { "WOLFI7161" }, project.Errors());
        project.Files.Add(File, Config("\"caUrls\":[{\"url\":\"https://ca.example.org\",\"majorApiVersion\":1}],\"rekorTlogUrls\":[{\"url\":\"https://log.example.org\",\"majorApiVersion\":2}]"));
        Assert.AreEqual("https://ca.example.org/ https://log.example.org/ v2 ", Places(Read(project)));
        project["WolfiTransparencyLog"] = "https://other.example.org";
        Assert.AreEqual("https://ca.example.org/ https://other.example.org/ v1 ", Places(Read(project)));
        project.Files.Add(File, Config("\"caUrls\":7"));
        CollectionAssert.AreEqual(new[] { "WOLFI7162" }, project.Errors());
    }

    [TestMethod]
    public void Log_and_timestamp_signatures_of_keys_only_where_that_is_said()
    {
        Project project = new() { ["WolfiSign"] = "", ["WolfiSigningKey"] = "env://TEAM_KEY" };
        Assert.IsFalse(Read(project).AsksServices);
        project["WolfiTransparencyLog"] = "https://log.example.org";
        Assert.IsTrue(Read(project).AsksServices);
        Assert.AreEqual(" https://log.example.org/ v1 ", Places(Read(project)));
    }

    [TestMethod]
    public void Need_no_key_on_continuous_integration_and_none_to_push()
    {
        Project project = Keyless();
        project["CI"] = "true";
        project["WolfiLockedMode"] = "false";
        project["ContainerRegistry"] = "ghcr.io";
        Assert.IsTrue(Read(project).Keyless);
        StringAssert.Contains(new Project { ["CI"] = "true", ["WolfiSign"] = "", ["WolfiLockedMode"] = "false" }.TextOf("WOLFI7120"), "WolfiKeyless=true");
    }

    [TestMethod]
    [DataRow("WolfiSigningKey", "env://TEAM_KEY", "WOLFI7160")]
    [DataRow("WolfiOffline", "true", "WOLFI7163")]
    [DataRow("WolfiKeyless", "perhaps", "WOLFI1010")]
    [DataRow("WolfiTransparencyLogVersion", "2", "WOLFI7161")]
    [DataRow("WolfiTransparencyLog", "http://log.example.org", "WOLFI7161")]
    [DataRow("WolfiTransparencyLog", "https://user:secret@log.example.org", "WOLFI7161")]
    [DataRow("WolfiTransparencyLog", "log.example.org", "WOLFI7161")]
    [DataRow("WolfiTimestampServer", "ftp://time.example.org", "WOLFI7161")]
    [DataRow("WolfiTrustedRoot", "none.json", "WOLFI7161")]
    [DataRow("WolfiIdentityToken", "none.jwt", "WOLFI7161")]
    [DataRow("WolfiIdentityToken", "exec:token", "WOLFI7161")]
    [DataRow("WolfiIdentityToken", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzZWNyZXQifQ.c2VjcmV0", "WOLFI7121")]
    public void Refuse_what_can_not_be(string name, string value, string code)
    {
        Project project = Keyless();
        project[name] = value;
        project.Files.Add("/home/dev/.local/share/wolfi-containers/development.key");
        CollectionAssert.AreEqual(new[] { code }, project.Errors());
        Assert.DoesNotContain("secret", project.TextOf(code).Replace("it is a secret", "", StringComparison.Ordinal).Replace("change the secret", "", StringComparison.Ordinal));
        Assert.DoesNotContain("eyJ", project.TextOf(code));
    }

    [TestMethod]
    public void Refuse_another_version_of_a_log_than_two()
    {
        Project project = Keyless();
        project["WolfiTransparencyLog"] = "https://log.example.org";
        project["WolfiTransparencyLogVersion"] = "3";
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, project.Errors());
    }

    [TestMethod]
    [DataRow("SIGSTORE_ID_TOKEN")]
    [DataRow("ACTIONS_ID_TOKEN_REQUEST_TOKEN")]
    [DataRow("MY_TOKEN")]
    public void Refuse_tokens_that_are_properties(string name)
    {
        Project project = Keyless();
        project["WolfiIdentityToken"] = "env://MY_TOKEN";
        project.GlobalProperties.Add(name);
        CollectionAssert.AreEqual(new[] { "WOLFI7121" }, project.Errors());
    }

    [TestMethod]
    public void Read_the_roots_of_trust()
    {
        Project project = Keyless();
        project["WolfiTrustedRoot"] = "root.json";
        using SigningAuthority authority = new();
        project.Files.Add("/src/shop/root.json", Wolfi.Containers.Tests.Sigstore.Services.RootOf(authority.Root));
        Assert.IsNotNull(Read(project).TrustedRoot);
        Assert.AreEqual("/src/shop/root.json", Read(project).TrustedRootFile);
        project.Files.Add("/src/shop/root.json", "{}");
        CollectionAssert.AreEqual(new[] { "WOLFI7171" }, project.Errors());
    }

    [TestMethod]
    public void Name_places_of_tokens()
    {
        Project project = Keyless();
        project["WolfiIdentityToken"] = "env://MY_TOKEN";
        Assert.AreEqual((KeyReferenceKind.Environment, "MY_TOKEN"), (Read(project).Token!.Kind, Read(project).Token!.Place));
        project["WolfiIdentityToken"] = "job/token";
        project.Files.Add("/src/shop/job/token");
        Assert.AreEqual((KeyReferenceKind.File, "/src/shop/job/token"), (Read(project).Token!.Kind, Read(project).Token!.Place));
    }

    [TestMethod]
    public void Are_not_set_by_NuGet_packages()
    {
        Project project = Keyless();
        project["WolfiTransparencyLog"] = "https://evil.example.org";
        project.PackageProperties = [new PackageProperty("WolfiTransparencyLog", "https://evil.example.org", "/packages/evil.props")];
        CollectionAssert.AreEqual(new[] { "WOLFI1014" }, project.Errors());
    }

    // Whatever is asked of other services, or said by another job, signs anew; a new token of the same job does not.
    [TestMethod]
    public void Have_the_same_identity_for_the_same_services()
    {
        Project project = Keyless();
        string identity = Read(project).Identity;
        Assert.AreEqual(identity, Read(project).Identity);
        project["WolfiTimestampServer"] = "https://time.example.org";
        Assert.AreNotEqual(identity, Read(project).Identity);
    }

    private static Project Keyless() => new() { ["WolfiSign"] = "", ["WolfiKeyless"] = "true" };

    private static SigstoreSettings Read(Project project) => project.Request().Signing!.Services;

    private static string Config(string services) => $"{{\"mediaType\":\"{SigningConfiguration.MediaType}\",{services}}}";

    private static string Places(SigstoreSettings settings)
    {
        SigningConfiguration configuration = settings.Configuration;
        return $"{Url(configuration.Authorities.SingleOrDefault())} {Url(configuration.Logs.SingleOrDefault())} v{configuration.Logs.SingleOrDefault()?.MajorVersion} {Url(configuration.TimestampServers.SingleOrDefault())}";
    }

    private static string Url(SigstoreService? service) => service?.Url.AbsoluteUri ?? "";
}
