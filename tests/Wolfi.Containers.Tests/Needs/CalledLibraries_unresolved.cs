using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class CalledLibraries_unresolved
{
    [TestMethod]
    [DataRow("libc")]
    [DataRow("libc.so.6")]
    [DataRow("libdl.so.2")]
    [DataRow("__Internal")]
    [DataRow("QCall")]
    [DataRow("libSystem.Native")]
    [DataRow("kernel32.dll")]
    [DataRow("Kernel32")]
    [DataRow("api-ms-win-core-synch-l1-2-0")]
    [DataRow("libobjc.dylib")]
    [DataRow("/System/Library/Frameworks/Security.framework/Security")]
    [DataRow("libldap-2.6.so.0")]
    [DataRow("e_sqlite3")]
    [DataRow("libe_sqlite3")]
    [DataRow("libe_sqlite3.so")]
    [DataRow("other.so.2")]
    public void D83_known_names_are_no_question(string name) => Assert.AreEqual("", Unresolved(name));

    [TestMethod]
    [DataRow("libc.so")]
    [DataRow("libdl")]
    [DataRow("libfontconfig.so.1")]
    [DataRow("mylib")]
    [DataRow("../evil")]
    [DataRow("/opt/vendor/libx.so")]
    public void D83_any_other_name_is_told_with_the_assemblies_that_call_it(string name) => Assert.AreEqual($"{name} by a.dll, b.dll", Unresolved(name));

    private static string Unresolved(string name)
    {
        PublishedApp app = new AppBuilder { SelfContained = true }.Build();
        AppScan scan = NeedsFinder_rules.Scan(("runtimes/linux-x64/native/libe_sqlite3.so", new ElfBuilder()), ("x.so", new ElfBuilder { Soname = "other.so.2" })) with
        {
            Assemblies = [NeedsFinder_rules.Own("b", libraries: [name]), NeedsFinder_rules.Own("a", libraries: [name]), NeedsFinder_rules.Framework("System.X", libraries: ["libx.so"])],
        };
        return string.Join("; ", CalledLibraries.FindUnresolved(app, scan).Select(library => $"{library.Name} by {string.Join(", ", library.CalledBy.Order())}"));
    }
}
