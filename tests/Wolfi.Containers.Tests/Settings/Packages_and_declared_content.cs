using System.Collections.Immutable;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Packages_and_declared_content
{
    [TestMethod]
    public void Packages_come_from_items_and_property_together()
    {
        Project project = new Project { ["WolfiPackage"] = "curl;libldap>=2.6" }.Add("WolfiPackage", "jq").Add("WolfiPackage", "curl");
        CollectionAssert.AreEqual(new[] { "jq", "curl", "libldap>=2.6" }, project.Request().Packages);
    }

    [TestMethod]
    [DataRow("=1")]
    [DataRow("a b/c")]
    public void What_is_no_package_is_refused(string include) => CollectionAssert.Contains(new Project().Add("WolfiPackage", include).Errors(), "WOLFI1222");

    [TestMethod]
    public void Needs_are_passed_on()
    {
        Project project = new Project().Add("WolfiNeed", "krb5").Add("WolfiNeed", "icu", ("Action", "omit"));
        CollectionAssert.AreEqual(new DeclaredNeed[] { new("krb5", false), new("icu", true) }, project.Request().Needs);
        CollectionAssert.AreEqual(new[] { "WOLFI1013" }, new Project().Add("WolfiNeed", "icu", ("Action", "drop")).Errors());
    }

    [TestMethod]
    public void Certificates_accounts_and_files_are_read()
    {
        Project project = new Project()
            .Add("WolfiCertificate", "corp.pem")
            .Add("WolfiAccount", "batch", ("Uid", "7000"))
            .Add("WolfiAccount", "other", ("Uid", "7001"), ("Gid", "7002"), ("Home", "/srv"))
            .Add("WolfiFile", "conf/motd", ("TargetPath", "/etc/motd"))
            .Add("WolfiFile", "run.sh", ("TargetPath", "/srv/run"), ("Mode", "0750"), ("Owner", "7000:7002"), ("Replace", "true"));
        DeclaredContent declared = project.Request().Declared;
        CollectionAssert.AreEqual(new[] { "/src/shop/corp.pem" }, declared.CertificateFiles);
        CollectionAssert.AreEqual(new DeclaredAccount[] { new("batch", 7000, 7000, "/home/batch"), new("other", 7001, 7002, "/srv") }, declared.Accounts);
        Assert.AreEqual(new DeclaredFile { SourceFile = "/src/shop/conf/motd", Target = "/etc/motd", Mode = 0b110_100_100 }, declared.Files[0]);
        Assert.AreEqual(
            new DeclaredFile { SourceFile = "/src/shop/run.sh", Target = "/srv/run", Mode = 0b111_101_000, Uid = 7000, Gid = 7002, Replace = true }, declared.Files[1]);
    }

    [TestMethod]
    public void Capabilities_are_allowed_by_package_and_path()
    {
        Project project = new Project().Add("WolfiAllowCapability", "ping:/usr/bin/ping").Add("WolfiAllowCapability", "arping:/usr/bin/arping").Add("WolfiAllowCapability", "ping:/usr/bin/ping");
        CollectionAssert.AreEqual(new[] { "arping:/usr/bin/arping", "ping:/usr/bin/ping" }, project.Request().Repositories[0].AllowedCapabilities);
    }

    [TestMethod]
    [DataRow("ping")]
    [DataRow("/usr/bin/ping")]
    [DataRow("ping:usr/bin/ping")]
    [DataRow("ping:/")]
    [DataRow("ping:/usr/../bin/ping")]
    [DataRow("*:/usr/bin/ping")]
    [DataRow("ping:/usr/\tbin")]
    public void A_capability_of_no_file_is_refused(string include) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1013" }, new Project().Add("WolfiAllowCapability", include).Errors());

    [TestMethod]
    [DataRow("WolfiAccount", "batch", "", "", "WOLFI1012", DisplayName = "no Uid")]
    [DataRow("WolfiAccount", "batch", "Uid", "-1", "WOLFI1013")]
    [DataRow("WolfiAccount", "batch", "Uid", "2147483648", "WOLFI1013")]
    [DataRow("WolfiAccount", "Bad Name", "Uid", "7000", "WOLFI1013")]
    [DataRow("WolfiAccount", "a:b", "Uid", "7000", "WOLFI1013")]
    [DataRow("WolfiFile", "x", "", "", "WOLFI1012", DisplayName = "no TargetPath")]
    public void An_impossible_account_or_file_is_refused(string kind, string include, string name, string value, string code) =>
        CollectionAssert.Contains(new Project().Add(kind, include, (name, value)).Errors(), code);

    [TestMethod]
    [DataRow("Mode", "4755")]
    [DataRow("Mode", "rw")]
    [DataRow("Mode", "99999")]
    [DataRow("Owner", "root")]
    [DataRow("Owner", "1:2:3")]
    [DataRow("Owner", "4294967295")]
    [DataRow("Replace", "yes")]
    public void Impossible_metadata_of_a_file_is_refused(string name, string value) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1013" }, new Project().Add("WolfiFile", "x", ("TargetPath", "/x"), (name, value)).Errors());

    [TestMethod]
    [DataRow("../../../etc/shadow", "")]
    [DataRow("/etc/shadow", "")]
    [DataRow("link", "/etc/shadow")]
    public void Case_92_a_source_outside_the_project_is_refused_unless_allowed(string include, string linkTarget)
    {
        Project project = new Project().Add("WolfiFile", include, ("TargetPath", "/x"));
        project.Files.AddLink("/src/shop/link", linkTarget);
        CollectionAssert.AreEqual(new[] { "WOLFI1212" }, project.Errors());
        StringAssert.Contains(project.TextOf("WOLFI1212"), "/etc/shadow");
        Project allowed = new Project().Add("WolfiFile", include, ("TargetPath", "/x"), ("AllowOutsideProject", "true"));
        Assert.IsEmpty(allowed.Errors());
    }

    [TestMethod]
    public void The_signing_key_is_a_file_that_is_there()
    {
        Project project = new() { ["WolfiPackageSigningKey"] = "team.rsa" };
        CollectionAssert.AreEqual(new[] { "WOLFI1213" }, project.Errors());
        project.Files.Add("/src/shop/team.rsa");
        Assert.AreEqual("/src/shop/team.rsa", project.Request().PackageKey.NamedFile);
    }

    [TestMethod]
    [DataRow("", "", "/home/dev/.local/share/wolfi-containers/development.rsa")]
    [DataRow("WolfiSign", "false", "/home/dev/.local/share/wolfi-containers/development.rsa")]
    [DataRow("WolfiKeyless", "false", "/home/dev/.local/share/wolfi-containers/development.rsa")]
    [DataRow("WolfiSigningKey", "team.key", null)]
    [DataRow("WolfiKeyless", "true", null)]
    [DataRow("CI", "true", null)]
    [DataRow("ContinuousIntegrationBuild", "true", null)]
    [DataRow("WolfiPackageSigningKey", "team.rsa", null)]
    public void The_users_own_key_signs_packages_where_nobody_vouches_for_the_image(string name, string value, string? kept)
    {
        RawPublishOptions raw = new()
        {
            ProjectFile = "/src/shop/Shop.csproj",
            Properties = ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase).Add(name, value),
        };
        Assert.AreEqual(kept, PackageKeyReader.Source(raw, "/home/dev/.local/share").KeptFile);
        Assert.IsNull(PackageKeyReader.Source(raw, userDataFolder: null).KeptFile);
    }

    [TestMethod]
    public void Switches_are_true_or_false()
    {
        Assert.IsTrue(new Project { ["WolfiIncludeSymbols"] = "True" }.Request().IncludeSymbols);
        Assert.IsFalse(new Project().Request().IncludeSymbols);
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, new Project { ["WolfiIncludeSymbols"] = "1" }.Errors());
        Assert.IsFalse(new Project { ["WolfiShowAdvice"] = "false" }.Request().ShowAdvice);
        Assert.IsTrue(new Project().Request().ShowAdvice);
        Assert.IsTrue(new Project { ["WolfiOmitDebuggerFiles"] = "true" }.Request().OmitDebuggerFiles);
        Assert.IsFalse(new Project().Request().OmitDebuggerFiles);
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, new Project { ["WolfiOmitDebuggerFiles"] = "yes" }.Errors());
    }
}
