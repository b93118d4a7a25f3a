using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Fips_mode
{
    [TestMethod]
    public void Demands_signed_packages_of_every_repository()
    {
        PublishRequest request = new Project { ["WolfiFips"] = "true" }.Request();
        Assert.IsTrue(request.Fips);
        Assert.AreEqual(PackageSignatures.Packages, request.Repositories.Single().Signatures);
        Assert.AreEqual(SignatureAlgorithm.Rsa256, request.Repositories.Single().MinimumSignature);
        Assert.IsFalse(new Project().Request().Fips);
    }

    [TestMethod]
    public void Is_contradicted_by_what_accepts_SHA_1()
    {
        Project weak = new() { ["WolfiFips"] = "true", ["WolfiMinimumSignature"] = "rsa" };
        CollectionAssert.AreEqual(new[] { "WOLFI7200" }, weak.Errors());
        StringAssert.Contains(weak.TextOf("WOLFI7200"), "WolfiMinimumSignature=rsa");
        Project index = new Project { ["WolfiFips"] = "true" }.Add("WolfiRepository", "https://packages.wolfi.dev/os", ("Signatures", "Index"));
        CollectionAssert.AreEqual(new[] { "WOLFI7200" }, index.Errors());
        StringAssert.Contains(index.TextOf("WOLFI7200"), "Signatures=Index of WolfiRepository 'https://packages.wolfi.dev/os'");
    }

    [TestMethod]
    public void Accepts_no_RSA_key_of_fewer_than_3072_bits()
    {
        Project project = new() { ["WolfiFips"] = "true", ["WolfiRepository"] = "/os", ["WolfiKey"] = "short.rsa.pub" };
        project.Files.Add("/src/shop/short.rsa.pub", SigningKey.Generate("short.rsa.pub", 2048).PublicKey.Pem);
        CollectionAssert.AreEqual(new[] { "WOLFI7201" }, project.Errors());
        StringAssert.Contains(project.TextOf("WOLFI7201"), "'short.rsa.pub' has 2048 bits");
        project.Files.Add("/src/shop/long.rsa.pub", SigningKey.Generate("long.rsa.pub", 3072).PublicKey.Pem);
        project["WolfiKey"] = "long.rsa.pub";
        Assert.IsEmpty(project.Errors());
    }

    [TestMethod]
    public void Is_not_switched_off_by_NuGet_packages()
    {
        Project project = new() { ["WolfiFips"] = "false" };
        project.PackageProperties = [new PackageProperty("WolfiFips", "false", "/packages/evil.props")];
        CollectionAssert.AreEqual(new[] { "WOLFI1014" }, project.Errors());
    }
}
