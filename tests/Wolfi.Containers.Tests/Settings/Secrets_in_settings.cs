using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Tests.Settings;

/// <summary>A secret in a setting is told by its looks, wherever it stands, and never repeated.</summary>
[TestClass]
public sealed class Secrets_in_settings
{
    [TestMethod]
    [DataRow("-----BEGIN PRIVATE KEY-----", "a private key")]
    [DataRow("-----BEGIN ENCRYPTED PRIVATE KEY-----MIG", "a private key")]
    [DataRow("ghp_0123456789abcdefghijABCDEFGHIJ0123456789", "a token of GitHub")]
    [DataRow("x=github_pat_0123456789abcdefghijAB_CDEF", "a token of GitHub")]
    [DataRow("glpat-0123456789abcdefghij", "a token of GitLab")]
    [DataRow("me:dckr_pat_0123456789abcdefghij", "a token of Docker Hub")]
    [DataRow("AKIA0123456789ABCDEF", "an access key of AWS")]
    [DataRow("A=b;TOKEN=eyJhbGciOiJub25lIn0x.eyJzdWIiOiJzZWNyZXQifQ.c2VjcmV0", "a token (JWT)")]
    public void Are_errors(string value, string kind)
    {
        foreach (string setting in (string[])["ContainerLabels", "WolfiLockFile", "ContainerRepository", "ContainerEnvironmentVariables"])
        {
            Project project = new() { [setting] = value };
            CollectionAssert.Contains(project.Errors(), "WOLFI7202", setting);
            StringAssert.Contains(project.TextOf("WOLFI7202"), $"{setting} holds what looks like {kind}");
            Assert.DoesNotContain(value, project.TextOf("WOLFI7202"));
        }

        Project item = new Project().Add("ContainerLabel", "a", ("Value", value));
        CollectionAssert.Contains(item.Errors(), "WOLFI7202");
    }

    [TestMethod]
    [DataRow("highly-glpat-x")]
    [DataRow("AKIA")]
    [DataRow("XAKIA0123456789ABCDEF")]
    [DataRow("eyJhbGciOiJub25lIn0.x.y")]
    [DataRow("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Are_not_seen_where_there_are_none(string value) => CollectionAssert.DoesNotContain(new Project { ["ContainerLabels"] = $"a={value}" }.Errors(), "WOLFI7202");

    [TestMethod]
    [DataRow("WOLFI_KEY_PASSWORD", "")]
    [DataRow("cosign_password", "")]
    [DataRow("TEAM_KEY", "env://TEAM_KEY")]
    public void Are_errors_by_their_name_in_a_file_of_the_project(string name, string key)
    {
        using TemporaryFolder folder = new();
        string project = folder.Combine("src", "shop", "shop.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        string shared = folder.Combine("Directory.Build.props");
        File.WriteAllText(project, "<Project><PropertyGroup><A>WOLFI_KEY_PASSWORD</A><COSIGN_PASSWORD /></PropertyGroup></Project>");
        File.WriteAllText(shared, $"<Project><PropertyGroup><{name}>pl4nted</{name}></PropertyGroup></Project>");
        Project settings = new() { ["WolfiSign"] = "", ["WolfiSigningKey"] = key };
        settings.SecretProperties = SecretPropertyReader.Read(project, ["WOLFI_KEY_PASSWORD", "COSIGN_PASSWORD", "TEAM_KEY"]);
        CollectionAssert.AreEqual(new[] { (name, shared) }, settings.SecretProperties.ToArray());
        CollectionAssert.AreEqual(new[] { "WOLFI7203" }, settings.Errors());
        StringAssert.Contains(settings.TextOf("WOLFI7203"), $"'{shared}' sets the property {name}");
        Assert.DoesNotContain("pl4nted", settings.TextOf("WOLFI7203"));
    }
}
