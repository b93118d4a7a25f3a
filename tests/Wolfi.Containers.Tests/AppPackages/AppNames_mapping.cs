using Wolfi.Apk.Versions;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.AppPackages;

/// <summary>Case E88 of the attack list.</summary>
[TestClass]
public sealed class AppNames_mapping
{
    [TestMethod]
    [DataRow("demo", "demo")]
    [DataRow("My.App_ÄÖ", "my.app")]
    [DataRow("My App", "my-app")]
    [DataRow("Ünïcode.App", "n-code.app")]
    [DataRow("a--b", "a-b")]
    [DataRow("-x-", "x")]
    [DataRow("..hidden", "hidden")]
    [DataRow("C++App", "c++app")]
    [DataRow("Web.2", "web.2")]
    [DataRow("2fast", "2fast")]
    [DataRow("a/b\\c:d", "a-b-c-d")]
    [DataRow("a\nb", "a-b")]
    [DataRow("İstanbul", "stanbul")]
    public void E88_a_name_has_one_form_in_the_grammar(string assembly, string mapped)
    {
        Assert.AreEqual(mapped, AppNames.FromAssembly(assembly));
        foreach (AppPackageKind kind in Enum.GetValues<AppPackageKind>())
        {
            Assert.IsTrue(PackageNames.IsValidPackage(AppNames.Of(kind, mapped)));
        }
    }

    [TestMethod]
    [DataRow("web", "app-runtime app-nuget web")]
    [DataRow("app", "app-runtime app-nuget app")]
    [DataRow("App.NuGet", "app-runtime app-nuget app.nuget")]
    [DataRow("App NuGet", "app-runtime app-nuget app-nuget-own")]
    [DataRow("app-runtime", "app-runtime app-nuget app-runtime-own")]
    public void E88_the_three_names_of_one_app_differ_and_the_lower_two_are_those_of_every_app(string assembly, string names) =>
        Assert.AreEqual(names, string.Join(' ', Enum.GetValues<AppPackageKind>().Select(kind => AppNames.Of(kind, AppNames.FromAssembly(assembly)))));

    [TestMethod]
    [DataRow("")]
    [DataRow("приложение")]
    [DataRow("...")]
    [DataRow("ÄÖ_Ü")]
    public void E88_a_name_of_which_nothing_is_left_is_refused(string assembly) =>
        Assert.AreEqual("WOLFI4031", Assert.ThrowsExactly<WolfiException>(() => AppNames.FromAssembly(assembly)).Diagnostic.Code);

    [TestMethod]
    public void E88_the_longest_name_still_fits()
    {
        Assert.IsTrue(PackageNames.IsValidPackage(AppNames.FromAssembly(new string('a', 120))));
        Assert.AreEqual("WOLFI4031", Assert.ThrowsExactly<WolfiException>(() => AppNames.FromAssembly(new string('a', 121))).Diagnostic.Code);
    }

    [TestMethod]
    [DataRow("/app", "app")]
    [DataRow("/app/", "app")]
    [DataRow("/srv/my app", "srv/my app")]
    [DataRow("/opt/a.b", "opt/a.b")]
    [DataRow("/user", "user")]
    [DataRow("/library/x", "library/x")]
    public void A_working_directory_is_a_path_in_the_image(string workingDirectory, string path) =>
        Assert.AreEqual(path, WorkingDirectories.PathOf(workingDirectory));

    [TestMethod]
    [DataRow("")]
    [DataRow("/")]
    [DataRow("//")]
    [DataRow("app")]
    [DataRow("./app")]
    [DataRow("/app//x")]
    [DataRow("/app/../usr")]
    [DataRow("/../app")]
    [DataRow("/.app")]
    [DataRow("/app.")]
    [DataRow("/usr")]
    [DataRow("/usr/")]
    [DataRow("/usr/local/app")]
    [DataRow("/etc/app")]
    [DataRow("/lib")]
    [DataRow("/lib64/x")]
    [DataRow("/bin/x")]
    [DataRow("/sbin/x")]
    [DataRow("/dev/shm")]
    [DataRow("/proc/1")]
    [DataRow("/sys")]
    [DataRow("/run/app")]
    [DataRow("/a\nb")]
    [DataRow("C:\\app")]
    [DataRow("/app\\x")]
    public void A_working_directory_of_the_distribution_or_no_path_at_all_is_refused(string workingDirectory)
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => WorkingDirectories.PathOf(workingDirectory));

        Assert.AreEqual("WOLFI4032", e.Diagnostic.Code);
        Assert.IsFalse(e.Diagnostic.Message.Contains('\n', StringComparison.Ordinal));
    }
}
