using System.Diagnostics;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Apps;

[TestClass]
public sealed class Publish_folders
{
    [TestMethod]
    public void All_files_are_listed_in_ordinal_order_with_dot_files()
    {
        using TemporaryFolder folder = new();
        foreach (string path in (string[])["b.txt", "B.txt", "a/z", "a.b", ".hidden/x", "a/ü"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(path))!);
            File.WriteAllText(folder.Combine(path), "");
        }

        Directory.CreateDirectory(folder.Combine("empty"));
        CollectionAssert.AreEqual(new[] { ".hidden/x", "B.txt", "a.b", "a/z", "a/ü", "b.txt" }, PublishFolder.List(folder.FullPath, default));
    }

    [TestMethod]
    public void Case_97_long_paths_are_listed()
    {
        using TemporaryFolder folder = new();
        string path = string.Join('/', Enumerable.Repeat(new string('d', 100), 20)) + "/file";
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(path))!);
        File.WriteAllText(folder.Combine(path), "");
        CollectionAssert.AreEqual(new[] { path }, PublishFolder.List(folder.FullPath, default));
        Assert.IsTrue(RelativePaths.IsPlain(path));
    }

    [TestMethod]
    [Timeout(30_000)]
    public void Case_85_a_pipe_is_refused_without_waiting_for_it()
    {
        using TemporaryFolder folder = new();
        using (Process process = Process.Start("mkfifo", folder.Combine("pipe")))
        {
            process.WaitForExit();
        }

        Assert.AreEqual("WOLFI4021", Code(folder.FullPath));
    }

    [TestMethod]
    public void Case_85_a_link_to_a_folder_is_refused_and_a_loop_is_no_harm()
    {
        using TemporaryFolder folder = new();
        Directory.CreateSymbolicLink(folder.Combine("loop"), folder.FullPath);
        Assert.AreEqual("WOLFI4020", Code(folder.FullPath));
        Directory.Delete(folder.Combine("loop"));
        Directory.CreateSymbolicLink(folder.Combine("home"), "/root");
        Assert.AreEqual("WOLFI4020", Code(folder.FullPath));
    }

    [TestMethod]
    public void A_folder_that_is_not_there_is_told() => Assert.AreEqual("WOLFI4041", Code("/no/such/folder"));

    [TestMethod]
    public void Work_stops_when_it_is_cancelled()
    {
        using TemporaryFolder folder = new();
        Assert.ThrowsExactly<OperationCanceledException>(() => PublishFolder.List(folder.FullPath, new CancellationToken(canceled: true)));
    }

    private static string Code(string folder) => Assert.ThrowsExactly<WolfiException>(() => PublishFolder.List(folder, default)).Diagnostic.Code;
}
