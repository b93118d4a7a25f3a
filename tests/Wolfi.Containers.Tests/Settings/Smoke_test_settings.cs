using Wolfi.Containers.Settings;
using Wolfi.Containers.Smoke;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Smoke_test_settings
{
    [TestMethod]
    public void Nothing_is_started_unless_it_is_asked_for()
    {
        Assert.IsNull(new Project().Request().SmokeTest);
        Assert.IsNull(new Project { ["WolfiSmokeTest"] = "false", ["WolfiSmokeTestPath"] = "/health" }.Request().SmokeTest);
        Assert.AreEqual(new SmokeSettings(), new Project { ["WolfiSmokeTest"] = "true" }.Request().SmokeTest);
    }

    [TestMethod]
    public void Path_and_time_are_the_projects()
    {
        PublishRequest request = new Project { ["WolfiSmokeTest"] = "true", ["WolfiSmokeTestPath"] = "/health?deep=1", ["WolfiSmokeTestTimeout"] = "5" }.Request();
        Assert.AreEqual(new SmokeSettings { HttpPath = "/health?deep=1", Timeout = TimeSpan.FromSeconds(5) }, request.SmokeTest);
    }

    [TestMethod]
    [DataRow("WolfiSmokeTest", "yes", "WOLFI1010")]
    [DataRow("WolfiSmokeTestTimeout", "0", "WOLFI1010")]
    [DataRow("WolfiSmokeTestTimeout", "3601", "WOLFI1010")]
    [DataRow("WolfiSmokeTestTimeout", "1m", "WOLFI1010")]
    [DataRow("WolfiSmokeTestPath", "health", "WOLFI1011")]
    [DataRow("WolfiSmokeTestPath", "/a b", "WOLFI1011")]
    [DataRow("WolfiSmokeTestPath", "/a\r\nHost: evil", "WOLFI1011")]
    public void Other_values_are_told(string property, string value, string code) =>
        CollectionAssert.AreEqual(new[] { code }, new Project { [property] = value }.Errors());
}
