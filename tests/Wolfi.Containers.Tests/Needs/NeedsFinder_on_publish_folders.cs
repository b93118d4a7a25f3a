using System.Text;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class NeedsFinder_on_publish_folders
{
    private static readonly byte[] Asset = new ElfBuilder { Needed = ["libz.so.1", "libc.so.6"] }.Build();
    private static readonly byte[] ArmAsset = new ElfBuilder { Machine = ElfMachines.Arm64, Needed = ["libarm.so.1"] }.Build();
    private static readonly byte[] MuslAsset = new ElfBuilder { Needed = ["libc.musl-x86_64.so.1"] }.Build();

    [TestMethod]
    public void A_portable_app_is_judged_by_the_assets_that_its_image_loads()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.FullPath, Configuration = AppBuilder.WebConfiguration }
            .Add("demo.dll", new AssemblyBuilder { NativeLibraries = ["a", "unheard"], Uses = ["System.TimeZoneInfo.FindSystemTimeZoneById", "System.Diagnostics.Process.Start"] }.Build())
            .Add("runtimes/linux-x64/native/liba.so", Asset, FileSource.NuGet, "A", "1.0.0")
            .Add("runtimes/linux-arm64/native/liba.so", ArmAsset, FileSource.NuGet, "A", "1.0.0")
            .Add("runtimes/linux-musl-x64/native/liba.so", MuslAsset, FileSource.NuGet, "A", "1.0.0")
            .Add("runtimes/win-x64/native/a.dll", "MZ", FileSource.NuGet, "A", "1.0.0")
            .Add("runtimes/unix/native/b.so", new ElfBuilder { Needed = ["libunix.so.1"] }.Build())
            .Add("wwwroot/agent-arm64", ArmAsset)
            .Add("demo.dbg", new ElfBuilder { Needed = ["libdebug.so.1"] }.Build())
            .Build();

        Golden.Verify("Wolfi.Containers.Tests", "needs-portable-web", "txt", Text(NeedsFinder.Find(app, "x86_64", [], CancellationToken.None)));
    }

    [TestMethod]
    public void A_self_contained_app_needs_what_the_runtimes_own_files_name()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        bool arm = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64;
        AppBuilder builder = new() { Folder = runtime, SelfContained = true, RuntimeIdentifier = arm ? "linux-arm64" : "linux-x64", Configuration = AppBuilder.SelfContainedConfiguration };
        foreach (string file in Directory.EnumerateFiles(runtime))
        {
            builder.Name_only(Path.GetFileName(file), FileSource.RuntimePack);
        }

        NeedSet needs = NeedsFinder.Find(builder.Build(), arm ? "aarch64" : "x86_64", [], CancellationToken.None);

        Assert.AreEqual(
            $"ca-certificates-bundle icu so:{(arm ? "ld-linux-aarch64.so.1" : "ld-linux-x86-64.so.2")} so:libc.so.6 so:libcrypto.so.3 so:libdl.so.2 so:libgcc_s.so.1 so:libm.so.6 so:libpthread.so.0 so:librt.so.1 so:libssl.so.3 so:libstdc++.so.6 tzdata wolfi-baselayout",
            string.Join(' ', needs.World));
        Assert.AreEqual("libcoreclrtraceptprovider.so liblttng-ust.so.0, libmscordbi.so libmscordaccore.so", string.Join(", ", needs.LeftOut.Select(left => $"{left.File} {left.Library}")));
        Assert.IsEmpty(needs.Warnings);
    }

    [TestMethod]
    public void The_reasons_are_readable_when_all_kinds_meet()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.FullPath, SelfContained = true, Configuration = AppBuilder.SelfContainedConfiguration }
            .Add("demo", new ElfBuilder { Interpreter = "/lib64/ld-linux-x86-64.so.2", Needed = ["libstdc++.so.6", "libgcc_s.so.1", "libc.so.6"], RunPath = "$ORIGIN" }.Build(), FileSource.RuntimePack)
            .Add("libcoreclrtraceptprovider.so", new ElfBuilder { Needed = ["liblttng-ust.so.0", "libc.so.6"] }.Build(), FileSource.RuntimePack)
            .Add("demo.dll", new AssemblyBuilder { References = ["System.Net.Http"] }.Build())
            .Add("System.Net.Http.dll", new AssemblyBuilder { Name = "System.Net.Http", References = ["System.Net.Security"] }.Build(), FileSource.RuntimePack)
            .Add("System.Net.Security.dll", new AssemblyBuilder { Name = "System.Net.Security", NativeLibraries = ["libSystem.Net.Security.Native", NeedRules.OpenSslShim] }.Build(), FileSource.RuntimePack)
            .Add("libcppdemo.so", new ElfBuilder { Needed = ["libz.so.1", "libhelper.so", "libssl.so.3"], RunPath = "$ORIGIN" }.Build(), FileSource.NuGet, "CppDemo", "2.0.0")
            .Add("libhelper.so", new ElfBuilder { Soname = "libhelper.so", Needed = ["libc.so.6"] }.Build(), FileSource.NuGet, "CppDemo", "2.0.0")
            .Build();

        Golden.Verify("Wolfi.Containers.Tests", "needs-self-contained", "txt", Text(NeedsFinder.Find(app, "x86_64", [], CancellationToken.None)));
    }

    [TestMethod]
    public void What_was_bundled_into_a_single_file_counts_and_what_was_compiled_does_not()
    {
        using TemporaryFolder folder = new();
        string asset = folder.Combine("elsewhere.so");
        File.WriteAllBytes(asset, Asset);
        PublishedFile input = new() { RelativePath = "liba.so", FullPath = asset, Source = FileSource.NuGet };

        NeedSet bundled = NeedsFinder.Find(new AppBuilder { SelfContained = true, SingleFile = true, Inputs = [input] }.Build(), "x86_64", [], CancellationToken.None);
        NeedSet compiled = NeedsFinder.Find(new AppBuilder { SelfContained = true, SingleFile = true, NativeAot = true, Inputs = [input] }.Build(), "x86_64", [], CancellationToken.None);

        Assert.AreEqual("liba.so -> so:libz.so.1", bundled.ChainTo("so:libz.so.1"));
        Assert.IsNull(compiled.ChainTo("so:libz.so.1"));
    }

    [TestMethod]
    public void D76_a_damaged_native_file_is_a_warning_that_names_it()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.FullPath, SelfContained = true }.Add("liba.so", Asset[..100]).Build();

        Diagnostic warning = NeedsFinder.Find(app, "x86_64", [], CancellationToken.None).Warnings.Single();

        Assert.AreEqual("WOLFI4005", warning.Code);
        StringAssert.StartsWith(warning.Message, "liba.so is not scannable, because ");
    }

    [TestMethod]
    public void D85_a_link_that_leaves_the_folder_is_refused_and_one_within_is_followed()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder elsewhere = new();
        File.WriteAllText(elsewhere.Combine("id_rsa"), "secret");
        string publish = folder.Combine("publish");
        AppBuilder builder = new AppBuilder { Folder = publish, SelfContained = true }.Add("real/liba.so", Asset);
        Directory.CreateSymbolicLink(Path.Combine(publish, "folder"), elsewhere.FullPath);
        File.CreateSymbolicLink(Path.Combine(publish, "inside.so"), "real/../real/liba.so");
        File.CreateSymbolicLink(Path.Combine(publish, "absolute.so"), Path.Combine(publish, "inside.so"));
        File.CreateSymbolicLink(Path.Combine(publish, "dotted"), "../publish/real/liba.so");
        File.CreateSymbolicLink(Path.Combine(publish, "outside"), elsewhere.Combine("id_rsa"));
        File.CreateSymbolicLink(Path.Combine(publish, "loop"), "loop");

        Assert.IsNotNull(NeedsFinder.Find(builder.Name_only("inside.so").Name_only("absolute.so").Build(), "x86_64", [], CancellationToken.None).ChainTo("so:libz.so.1"));
        foreach (string name in new[] { "folder/id_rsa", "outside", "loop", "dotted", "../elsewhere" })
        {
            PublishedApp app = new AppBuilder { Folder = publish, SelfContained = true }.Name_only(name).Build();
            WolfiException e = Assert.ThrowsExactly<WolfiException>(() => NeedsFinder.Find(app, "x86_64", [], CancellationToken.None), name);
            Assert.AreEqual("WOLFI4020", e.Diagnostic.Code, name);
            Assert.IsFalse(e.Message.Contains(elsewhere.FullPath, StringComparison.Ordinal));
        }
    }

    [TestMethod]
    [Timeout(20_000)]
    public void D85_a_pipe_is_refused_without_waiting_for_its_writer()
    {
        using TemporaryFolder folder = new();
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", folder.Combine("pipe"));
        process.WaitForExit();
        PublishedApp app = new AppBuilder { Folder = folder.FullPath, SelfContained = true }.Name_only("pipe").Build();

        Assert.AreEqual("WOLFI4021", Assert.ThrowsExactly<WolfiException>(() => NeedsFinder.Find(app, "x86_64", [], CancellationToken.None)).Diagnostic.Code);
    }

    [TestMethod]
    public void D85_devices_sockets_and_folders_are_refused()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Combine("folder"));
        using System.Net.Sockets.Socket socket = new(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder.Combine("socket")));
        foreach ((string root, string name) in new[] { (folder.FullPath, "folder"), (folder.FullPath, "socket"), ("/dev", "null") })
        {
            PublishedApp app = new AppBuilder { Folder = root, SelfContained = true }.Name_only(name).Build();
            Assert.AreEqual("WOLFI4021", Assert.ThrowsExactly<WolfiException>(() => NeedsFinder.Find(app, "x86_64", [], CancellationToken.None), name).Diagnostic.Code, name);
        }
    }

    [TestMethod]
    public void A_file_that_is_gone_is_a_coded_error()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.FullPath, SelfContained = true }.Name_only("gone.dll").Build();

        Assert.AreEqual("WOLFI4022", Assert.ThrowsExactly<WolfiException>(() => NeedsFinder.Find(app, "x86_64", [], CancellationToken.None)).Diagnostic.Code);
    }

    private static string Text(NeedSet needs) => new StringBuilder().AppendJoin('\n', needs.Describe()).Append("\nworld: ").AppendJoin(' ', needs.World).Append('\n').ToString();
}
