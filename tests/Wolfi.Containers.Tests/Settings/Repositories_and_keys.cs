using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Repositories_and_keys
{
    [TestMethod]
    public void Without_settings_it_is_Wolfis_repository_with_the_key_that_ships()
    {
        PackageRepository repository = new Project().Request().Repositories.Single();
        Assert.AreEqual("https://packages.wolfi.dev/os", repository.Location);
        Assert.AreEqual("wolfi-signing.rsa.pub", repository.IndexKeys.Keys.Single().Name);
        Assert.AreEqual("wolfi-signing.rsa.pub", repository.PackageKeys.Keys.Single().Name);
        Assert.AreEqual(SignatureAlgorithm.Rsa256, repository.MinimumSignature);
        Assert.AreEqual(PackageSignatures.Auto, repository.Signatures);
    }

    [TestMethod]
    public void The_properties_take_the_place_of_the_items()
    {
        Project project = new() { ["WolfiRepository"] = "../stand-in/", ["WolfiKey"] = "keys/stand-in.rsa.pub" };
        project.Files.Add("/src/shop/keys/stand-in.rsa.pub", Keys.First);
        project.Add("WolfiRepository", "https://one.example/os").Add("WolfiRepository", "https://two.example/os").Add("WolfiKey", "missing.rsa.pub");
        PackageRepository repository = project.Request().Repositories.Single();
        Assert.AreEqual("/src/stand-in", repository.Location);
        Assert.AreEqual("stand-in.rsa.pub", repository.IndexKeys.Keys.Single().Name);
    }

    [TestMethod]
    public void Metadata_says_what_is_demanded_of_a_repository()
    {
        Project project = new() { ["WolfiMinimumSignature"] = "rsa" };
        project.Files.Add("/src/shop/index.rsa.pub", Keys.First).Add("/src/shop/packages.rsa.pub", Keys.Second);
        project.Add("WolfiRepository", "http://mirror.example/os/", ("CanonicalUrl", "https://packages.wolfi.dev/os/"), ("AllowHttp", "true"));
        project.Add("WolfiRepository", "https://acme.example/apk",
            ("Packages", "acme-*; tool"), ("Tag", "@acme"), ("Signatures", "packages"), ("IndexKeys", "index.rsa.pub"), ("PackageKeys", "packages.rsa.pub"));
        PublishRequest request = project.Request();
        PackageRepository mirror = request.Repositories[0];
        Assert.AreEqual("http://mirror.example/os", mirror.Location);
        Assert.AreEqual("https://packages.wolfi.dev/os", mirror.CanonicalUrl);
        Assert.AreEqual("wolfi-signing.rsa.pub", mirror.IndexKeys.Keys.Single().Name, "a mirror of Wolfi is verified by Wolfi's key");
        Assert.IsTrue(mirror.AllowHttp);
        Assert.AreEqual(SignatureAlgorithm.Rsa, mirror.MinimumSignature);
        PackageRepository acme = request.Repositories[1];
        CollectionAssert.AreEqual(new[] { "acme-*", "tool" }, acme.PackagePatterns);
        Assert.AreEqual("acme", acme.Tag);
        Assert.AreEqual(PackageSignatures.Packages, acme.Signatures);
        Assert.AreEqual("index.rsa.pub", acme.IndexKeys.Keys.Single().Name);
        Assert.AreEqual("packages.rsa.pub", acme.PackageKeys.Keys.Single().Name);
    }

    [TestMethod]
    public void The_shipped_key_can_be_named_where_there_is_no_such_file()
    {
        Project project = new Project().Add("WolfiRepository", "/mirror", ("IndexKeys", "mirror.rsa.pub"), ("PackageKeys", "wolfi-signing.rsa.pub"));
        project.Files.Add("/src/shop/mirror.rsa.pub", Keys.First);
        Assert.AreEqual(Wolfi.Containers.Keys.BuiltInKeys.ReadWolfiKey().Fingerprint, project.Request().Repositories.Single().PackageKeys.Keys.Single().Fingerprint);
    }

    [TestMethod]
    public void A_repository_without_a_key_is_refused() =>
        CollectionAssert.AreEqual(new[] { "WOLFI1202" }, new Project { ["WolfiRepository"] = "/stand-in" }.Errors());

    [TestMethod]
    public void WolfiKey_serves_a_single_repository()
    {
        Project project = new() { ["WolfiKey"] = "k.rsa.pub" };
        project.Files.Add("/src/shop/k.rsa.pub", Keys.First);
        project.Add("WolfiRepository", "/one").Add("WolfiRepository", "/two", ("Packages", "two-*"));
        CollectionAssert.AreEqual(new[] { "WOLFI1203" }, project.Errors());
    }

    [TestMethod]
    public void A_second_repository_without_rules_is_refused()
    {
        Project project = new();
        project.Files.Add("/src/shop/k.rsa.pub", Keys.First);
        project.Add("WolfiRepository", "https://packages.wolfi.dev/os").Add("WolfiRepository", "/two", ("IndexKeys", "k.rsa.pub"));
        CollectionAssert.AreEqual(new[] { "WOLFI1204" }, project.Errors());
    }

    [TestMethod]
    [DataRow("ftp://example/os", "https")]
    [DataRow("https://example/os?token=x", "query")]
    [DataRow("https://", "no URL")]
    public void An_impossible_location_is_refused(string location, string part)
    {
        Project project = new Project().Add("WolfiRepository", location, ("IndexKeys", "k.rsa.pub"));
        project.Files.Add("/src/shop/k.rsa.pub", Keys.First);
        StringAssert.Contains(project.TextOf("WOLFI1201"), part);
    }

    [TestMethod]
    public void User_info_is_kept_and_never_shown()
    {
        Project project = new() { ["WolfiRepository"] = "https://ci:s3cr3t@example/os?x=1" };
        Assert.IsFalse(string.Join('\n', project.Parse().Diagnostics).Contains("s3cr3t", StringComparison.Ordinal));
        project["WolfiRepository"] = "https://ci:s3cr3t@example/os";
        project["WolfiKey"] = "k.rsa.pub";
        project.Files.Add("/src/shop/k.rsa.pub", Keys.First);
        Assert.AreEqual("https://ci:s3cr3t@example/os", project.Request().Repositories.Single().Location);
    }

    [TestMethod]
    [DataRow("CanonicalUrl", "https://ci:s3cr3t@example/os")]
    [DataRow("CanonicalUrl", "ftp://ci:s3cr3t@example/os")]
    [DataRow("AllowHttp", "perhaps")]
    [DataRow("Signatures", "None")]
    [DataRow("Tag", "a b")]
    [DataRow("Packages", "a/b")]
    [DataRow("IndexKeys", "https://ci:s3cr3t@example/k.rsa.pub")]
    [DataRow("PackageKeys", "gone.rsa.pub")]
    public void A19_A_password_stands_in_no_word_about_a_repository(string name, string value)
    {
        Project project = new() { ["NuGetPackageRoot"] = "/packages" };
        project.Add("WolfiRepository", RawItem.Create("https://ci:s3cr3t@example/os", (name, value)) with { DefinedIn = "/packages/evil/evil.targets" });
        project.Add("WolfiRepository", "https://ci:s3cr3t@example.org/os");
        Assert.IsGreaterThan(2, project.Errors().Length);
        Assert.IsFalse(string.Join('\n', project.Parse().Diagnostics).Contains("s3cr3t", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A19_A_password_stands_in_no_word_about_a_key()
    {
        Project project = new() { ["WolfiRepository"] = "/r", ["WolfiKey"] = "https://ci:s3cr3t@example/k.rsa.pub" };
        Assert.AreEqual("WOLFI1220", project.Errors().First());
        Assert.IsFalse(string.Join('\n', project.Parse().Diagnostics).Contains("s3cr3t", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("CanonicalUrl", "https://u:p@example/os")]
    [DataRow("CanonicalUrl", "/folder")]
    [DataRow("Tag", "a b")]
    [DataRow("Signatures", "None")]
    [DataRow("AllowHttp", "1")]
    public void Impossible_metadata_is_refused(string name, string value) =>
        CollectionAssert.Contains(new Project().Add("WolfiRepository", "https://packages.wolfi.dev/os", (name, value)).Errors(), "WOLFI1013");

    [TestMethod]
    public void A_pattern_that_is_no_name_is_refused() =>
        CollectionAssert.AreEqual(new[] { "WOLFI1223" }, new Project().Add("WolfiRepository", "https://packages.wolfi.dev/os", ("Packages", "a/b")).Errors());

    [TestMethod]
    public void An_unknown_minimum_is_refused() =>
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, new Project { ["WolfiMinimumSignature"] = "MD5" }.Errors());

    [TestMethod]
    public void A_key_file_must_be_there_and_hold_a_key()
    {
        Project project = new() { ["WolfiRepository"] = "/r", ["WolfiKey"] = "gone.rsa.pub" };
        CollectionAssert.AreEqual(new[] { "WOLFI1220" }, project.Errors());
        project["WolfiKey"] = "junk.rsa.pub";
        project.Files.Add("/src/shop/junk.rsa.pub", "junk");
        CollectionAssert.AreEqual(new[] { "WOLFI1221" }, project.Errors());
        project["WolfiKey"] = "huge.rsa.pub";
        project.Files.Add("/src/shop/huge.rsa.pub", new string('x', 100_000));
        CollectionAssert.AreEqual(new[] { "WOLFI1221" }, project.Errors());
    }

    [TestMethod]
    public void Two_different_keys_of_one_name_are_refused()
    {
        Project project = new() { ["WolfiRepository"] = "/r", ["WolfiKey"] = "a/k.rsa.pub;b/k.rsa.pub" };
        project.Files.Add("/src/shop/a/k.rsa.pub", Keys.First).Add("/src/shop/b/k.rsa.pub", Keys.Second);
        Assert.AreEqual("WOLFI1221", project.Errors().Distinct().Single());
    }

    [TestMethod]
    [DataRow("WolfiKey")]
    [DataRow("WolfiPackageSigningKey")]
    public void A_key_given_as_text_is_refused_and_not_repeated(string property)
    {
        Project project = new() { ["WolfiRepository"] = "/r", [property] = "-----BEGIN PRIVATE KEY-----\nMIIEs3cr3t\n-----END PRIVATE KEY-----" };
        CollectionAssert.Contains(project.Errors(), "WOLFI1020");
        Assert.IsFalse(string.Join('\n', project.Parse().Diagnostics).Contains("s3cr3t", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("/home/dev/.nuget/packages/evil/1.0.0/build/evil.targets", true)]
    [DataRow("/src/Directory.Build.props", false)]
    [DataRow("/src/shop/shop.csproj", false)]
    public void Case_98_a_NuGet_package_may_not_set_what_decides_on_trust(string definedIn, bool refused)
    {
        foreach (string kind in (string[])["WolfiRepository", "WolfiKey", "WolfiCertificate", "WolfiAccount", "WolfiFile", "WolfiNeed", "WolfiAllowCapability"])
        {
            Project project = new();
            project.Files.Add("/src/shop/x", Keys.First);
            project.Add(kind, RawItem.Create("x", ("IndexKeys", "x"), ("Uid", "7"), ("TargetPath", "/x")) with { DefinedIn = definedIn });
            Assert.AreEqual(refused, project.Errors().Contains("WOLFI1014"), kind);
        }
    }
}
