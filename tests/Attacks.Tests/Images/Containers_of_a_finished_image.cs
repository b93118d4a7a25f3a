using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases K153 and K154: what a container would be started with, in config and record alike, so that all that is computed agrees.</summary>
[TestClass]
public sealed class Containers_of_a_finished_image
{
    private static FinishedImage? _image;

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await FinishedImage.Make();

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    [DataRow("LD_PRELOAD")]
    [DataRow("LD_LIBRARY_PATH")]
    [DataRow("LD_AUDIT")]
    [DataRow("GLIBC_TUNABLES")]
    [DataRow("GCONV_PATH")]
    [DataRow("DOTNET_STARTUP_HOOKS")]
    [DataRow("DOTNET_ADDITIONAL_DEPS")]
    [DataRow("DOTNET_SHARED_STORE")]
    [DataRow("DOTNET_ROOT")]
    [DataRow("CORECLR_ENABLE_PROFILING")]
    [DataRow("CORECLR_PROFILER")]
    [DataRow("CORECLR_PROFILER_PATH")]
    [DataRow("CORECLR_PROFILER_PATH_64")]
    [DataRow("COR_ENABLE_PROFILING")]
    [DataRow("COR_PROFILER")]
    [DataRow("DOTNET_GCName")]
    [DataRow("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES")]
    [DataRow("OPENSSL_CONF")]
    [DataRow("OPENSSL_MODULES")]
    [DataRow("SSL_CERT_DIR")]
    [DataRow("SSL_CERT_FILE")]
    [DataRow("PATH")]
    [DataRow("dotnet_startup_hooks")]
    public void K153_Sets_no_variable_that_loads_or_redirects_code_or_trust(string name)
    {
        Action<ForgedImage> change = image => image.SetVariable(name, "/app/evil");
        _image!.Refuses(change, "WOLFI8030", $"{name}=/app/evil");
        _image.Verify(_image.Forge(change), "--allow-env", name).Expect(0);
    }

    [TestMethod]
    [DataRow("APP_MODE", "x")]
    [DataRow("ASPNETCORE_ENVIRONMENT", "Staging")]
    [DataRow("DOTNET_gcServer", "1")]
    [DataRow("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")]
    public void Sets_other_variables(string name, string value) => _image!.Verify(_image.Forge(image => image.SetVariable(name, value))).Expect(0);

    [TestMethod]
    [DataRow("LD_PRELOAD", "/app/evil.so")]
    [DataRow("A", "b")]
    public void Sets_no_variable_that_its_record_does_not_have(string name, string value) =>
        _image!.Refuses(image => image.Container["Env"]!.AsArray().Add($"{name}={value}"), "WOLFI8021", $"it sets {name}={value}");

    [TestMethod]
    [DataRow("0", "is root")]
    [DataRow("0:0", "is root")]
    [DataRow("00", "is root")]
    [DataRow("", "none is set")]
    [DataRow("root", "is no number")]
    [DataRow("nonroot", "is no number")]
    [DataRow("65532:root", "is no number")]
    [DataRow("4294967296", "is no number")]
    [DataRow("-1", "is no number")]
    [DataRow("1:2:3", "is no number")]
    public void K154_Runs_as_no_other_than_a_number_that_is_not_0(string user, string reason) => _image!.Refuses(
        image =>
        {
            image.Container["User"] = user;
            image.Recorded(record => record["container"]!["user"] = user);
        },
        "WOLFI8031",
        reason);

    [TestMethod]
    [DataRow("no file", "/bin/sh", "-c", "true")]
    [DataRow("not given an assembly", "/usr/bin/dotnet")]
    [DataRow("not given an assembly", "/usr/bin/dotnet", "exec", "/app/app.dll")]
    [DataRow("not given an assembly", "/usr/bin/dotnet", "/app/appsettings.json")]
    [DataRow("not given an assembly", "/usr/bin/dotnet", "/tmp/evil.dll")]
    [DataRow("not of the app", "/usr/share/zoneinfo/UTC")]
    [DataRow("no file", "/etc/passwd/x")]
    [DataRow("no file", "curl")]
    [DataRow("no file", "/app")]
    public void Starts_nothing_but_the_app(string reason, params string[] entrypoint) => _image!.Refuses(
        image =>
        {
            image.Container["Entrypoint"] = new JsonArray([.. entrypoint.Select(part => JsonValue.Create(part))]);
            image.Recorded(record => record["container"]!["entrypoint"] = image.Container["Entrypoint"]!.DeepClone());
        },
        "WOLFI8032",
        reason);
}
