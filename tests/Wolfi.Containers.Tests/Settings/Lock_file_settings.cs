using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Lock_file_settings
{
    [TestMethod]
    public void Are_for_a_developer_unless_the_project_says_otherwise()
    {
        PublishRequest request = new Project().Request();
        Assert.AreEqual("/src/shop/wolfi.lock.json", request.Lock.File);
        Assert.IsFalse(request.Lock.Locked || request.Lock.Update || request.Lock.RequireListed || request.Offline);
        Assert.IsNull(request.Lock.MaximumIndexAge);
        Assert.IsEmpty(request.Lock.AllowDowngrade);
    }

    [TestMethod]
    public void Are_read()
    {
        PublishRequest request = new Project
        {
            ["WolfiLockFile"] = "../locks/shop.json",
            ["WolfiLockedMode"] = "True",
            ["WolfiRequireListed"] = "true",
            ["WolfiMaxIndexAge"] = "14d",
            ["WolfiAllowDowngrade"] = "zlib;glibc zlib",
            ["WolfiOffline"] = "true",
        }.Request();
        Assert.AreEqual("/src/locks/shop.json", request.Lock.File);
        Assert.IsTrue(request.Lock.Locked && request.Lock.RequireListed && request.Offline);
        Assert.AreEqual(TimeSpan.FromDays(14), request.Lock.MaximumIndexAge);
        CollectionAssert.AreEqual(new[] { "zlib", "glibc" }, request.Lock.AllowDowngrade.ToArray());
        Assert.AreEqual(TimeSpan.FromHours(36), new Project { ["WolfiMaxIndexAge"] = "36H" }.Request().Lock.MaximumIndexAge);
    }

    [TestMethod]
    [DataRow("CI", "true", true)]
    [DataRow("CI", "TRUE", true)]
    [DataRow("CI", "1", false)]
    [DataRow("CI", "false", false)]
    [DataRow("ContinuousIntegrationBuild", "true", true)]
    public void Lock_in_continuous_integration(string property, string value, bool locked)
    {
        Assert.AreEqual(locked, new Project { [property] = value }.Request().Lock.Locked);
        Assert.IsFalse(new Project { [property] = value, ["WolfiLockedMode"] = "false" }.Request().Lock.Locked);

        // Who asks for an update there means it.
        PublishRequest update = new Project { [property] = value, ["WolfiUpdate"] = "true" }.Request();
        Assert.IsTrue(update.Lock.Update);
        Assert.IsFalse(update.Lock.Locked);
    }

    [TestMethod]
    public void That_contradict_each_other_are_refused() =>
        CollectionAssert.AreEqual(new[] { "WOLFI1230" }, new Project { ["WolfiUpdate"] = "true", ["WolfiLockedMode"] = "true" }.Errors());

    [TestMethod]
    [DataRow("WolfiMaxIndexAge", "14", "WOLFI1231")]
    [DataRow("WolfiMaxIndexAge", "d", "WOLFI1231")]
    [DataRow("WolfiMaxIndexAge", "-1d", "WOLFI1231")]
    [DataRow("WolfiMaxIndexAge", "0h", "WOLFI1231")]
    [DataRow("WolfiMaxIndexAge", "99999999999d", "WOLFI1231")]
    [DataRow("WolfiAllowDowngrade", "zlib=1", "WOLFI1232")]
    [DataRow("WolfiAllowDowngrade", "*", "WOLFI1232")]
    [DataRow("WolfiLockFile", "locks/", "WOLFI1011")]
    [DataRow("WolfiLockFile", "a\nb", "WOLFI1011")]
    [DataRow("WolfiLockedMode", "yes", "WOLFI1010")]
    [DataRow("WolfiOffline", "1", "WOLFI1010")]
    public void That_make_no_sense_are_refused(string property, string value, string code) =>
        CollectionAssert.AreEqual(new[] { code }, new Project { [property] = value }.Errors());

    [TestMethod]
    [DataRow("WolfiLockFile", "/elsewhere.json")]
    [DataRow("WolfiLockedMode", "false")]
    [DataRow("WolfiAllowDowngrade", "zlib")]
    [DataRow("WolfiMaxIndexAge", "9999d")]
    public void Are_not_for_NuGet_packages_to_set(string property, string value) =>
        CollectionAssert.AreEqual(
            new[] { "WOLFI1014" },
            new Project { [property] = value, PackageProperties = [new PackageProperty(property, value, "/home/dev/.nuget/packages/evil/build/evil.props")] }.Errors());
}
