using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class DebuggerFiles_left_out
{
    private const string Collectors = "libclrgc.so libclrgcexp.so ";

    [TestMethod]
    [DataRow(true, true, null, "", "")]
    [DataRow(true, false, null, "", Debuggers + Collectors)]
    [DataRow(false, true, null, "", Debuggers + Collectors)]
    [DataRow(true, true, "System.GC.Name", "", Collectors)]
    [DataRow(true, true, "System.GC.Path", "", Collectors)]
    [DataRow(true, true, "System.GC.Server", "", "")]
    [DataRow(true, true, null, "DOTNET_GCName", Collectors)]
    public void Only_from_the_runtime_and_only_what_nothing_chooses(bool selfContained, bool wanted, string? option, string variable, string left)
    {
        string? configuration = option is null ? null : "{\"runtimeOptions\":{\"configProperties\":{\"" + option + "\":\"x\"}}}";
        AppBuilder app = new() { SelfContained = selfContained, Configuration = configuration };
        foreach (string name in "createdump libclrgc.so libclrgcexp.so libcoreclr.so libcoreclrtraceptprovider.so libmscordaccore.so libmscordbi.so".Split(' '))
        {
            app.Name_only(name, FileSource.RuntimePack).Name_only("own/" + name);
        }

        ImmutableArray<PublishedFile> files = DebuggerFiles.LeaveOut(app.Name_only("demo.dll").Build(), wanted, [variable]).Files;

        CollectionAssert.AreEquivalent(
            ("libcoreclr.so " + left).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            files.Where(file => file.Source == FileSource.RuntimePack).Select(file => file.RelativePath).ToArray());
        Assert.AreEqual(8, files.Count(file => file.Source == FileSource.Project));
    }

    private const string Debuggers = "createdump libcoreclrtraceptprovider.so libmscordaccore.so libmscordbi.so ";
}
