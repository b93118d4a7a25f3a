using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class NeedsFinder_native_files
{
    private static readonly PublishedApp App = new AppBuilder { SelfContained = true, Invariant = true }.Build();

    [TestMethod]
    public void An_assets_libraries_are_needed_with_the_asset_as_evidence()
    {
        NeedSet needs = Decide(("runtimes/linux-x64/native/libcppdemo.so", new ElfBuilder { Needed = ["libz.so.1", "libstdc++.so.6", "libc.so.6"] }));

        CollectionAssert.IsSubsetOf(new[] { "so:libz.so.1", "so:libstdc++.so.6", "so:libc.so.6" }, needs.World.Select(atom => atom.ToString()).ToArray());
        Assert.AreEqual("runtimes/linux-x64/native/libcppdemo.so -> so:libz.so.1", needs.ChainTo("so:libz.so.1"));
        Assert.IsNull(needs.ChainTo("so:libq.so.1"));
    }

    [TestMethod]
    public void The_chain_counts_the_other_files_when_several_need_one_library()
    {
        NeedSet needs = Decide(
            ("a.so", new ElfBuilder { Needed = ["libz.so.1", "libc.so.6"] }),
            ("b.so", new ElfBuilder { Needed = ["libz.so.1"] }),
            ("c.so", new ElfBuilder { Needed = ["libm.so.6"] }));

        Assert.AreEqual("a.so (and 1 more) -> so:libz.so.1", needs.ChainTo("so:libz.so.1"));
        Assert.AreEqual("c.so -> so:libm.so.6", needs.ChainTo("so:libm.so.6"));
        Assert.AreEqual("the .NET runtime in the app -> tzdata", needs.ChainTo("tzdata"));
    }

    [TestMethod]
    public void A_library_that_the_app_ships_is_no_need()
    {
        NeedSet needs = Decide(
            ("native/liba.so", new ElfBuilder { Needed = ["libb.so.1", "libd.so"], RunPath = "$ORIGIN/../lib:$ORIGIN" }),
            ("lib/libb.so.1", new ElfBuilder { Needed = ["libc.so.6"], Soname = "libb.so.1" }),
            ("other/libd-1.2.so", new ElfBuilder { Soname = "libd.so" }));

        Assert.IsFalse(needs.World.Any(atom => atom.Name is "so:libb.so.1" or "so:libd.so"));
        CollectionAssert.AreEqual(
            new[] { "native/liba.so libb.so.1 the app ships it as lib/libb.so.1", "native/liba.so libd.so the app ships it as other/libd-1.2.so" },
            needs.LeftOut.Select(left => $"{left.File} {left.Library} {left.Reason}").ToArray());
    }

    [TestMethod]
    [DataRow("$ORIGIN", true)]
    [DataRow("${ORIGIN}", true)]
    [DataRow("$ORIGIN/", true)]
    [DataRow("$ORIGIN/../$ORIGIN", false)]
    [DataRow("$ORIGINAL", false)]
    [DataRow("$ORIGIN/../..", false)]
    [DataRow("/app", false)]
    [DataRow("", false)]
    public void D80_a_system_library_is_private_only_on_the_run_path(string runPath, bool isPrivate)
    {
        NeedSet needs = Decide(
            ("liba.so", new ElfBuilder { Needed = ["libstdc++.so.6"], RunPath = runPath }),
            ("libstdc++.so.6", new ElfBuilder { Soname = "libstdc++.so.6" }));

        Assert.AreEqual(!isPrivate, needs.World.Any(atom => atom.Name == "so:libstdc++.so.6"));
    }

    [TestMethod]
    public void D80_a_shipped_C_library_never_takes_the_systems_place_and_a_shipped_OpenSSL_leaves_the_rule_standing()
    {
        NeedSet needs = Decide(
            ("liba.so", new ElfBuilder { Needed = ["libc.so.6", "libssl.so.3"], RunPath = "$ORIGIN" }),
            ("libc.so.6", new ElfBuilder { Soname = "libc.so.6" }),
            ("libssl.so.3", new ElfBuilder { Soname = "libssl.so.3" }));

        CollectionAssert.IsSubsetOf(new[] { "so:libc.so.6", "so:libssl.so.3" }, needs.World.Select(atom => atom.ToString()).ToArray());
        Assert.AreEqual("the .NET runtime in the app -> so:libssl.so.3", needs.ChainTo("so:libssl.so.3"));
        Assert.AreEqual("libssl.so.3", needs.LeftOut.Single().Library);
    }

    [TestMethod]
    public void The_tracing_helpers_library_is_left_out_and_said_so()
    {
        NeedSet needs = Decide(("libcoreclrtraceptprovider.so", new ElfBuilder { Needed = ["liblttng-ust.so.0", "libc.so.6"] }), ("liblttng.so", new ElfBuilder { Needed = ["liblttng-ust.so.1"] }));

        Assert.IsFalse(needs.World.Any(atom => atom.Name == "so:liblttng-ust.so.0"));
        Assert.IsTrue(needs.World.Any(atom => atom.Name == "so:liblttng-ust.so.1"));
        Assert.AreEqual("libcoreclrtraceptprovider.so liblttng-ust.so.0", needs.LeftOut.Select(left => $"{left.File} {left.Library}").Single());
        StringAssert.Contains(string.Join('\n', needs.Describe()), "left out: liblttng-ust.so.0 of libcoreclrtraceptprovider.so");
    }

    [TestMethod]
    [DataRow("x86_64", "/lib64/ld-linux-x86-64.so.2", ElfMachines.X64, "linux-x64", "so:ld-linux-x86-64.so.2")]
    [DataRow("aarch64", "/lib/ld-linux-aarch64.so.1", ElfMachines.Arm64, "linux-arm64", "so:ld-linux-aarch64.so.1")]
    public void A_programs_loader_is_needed(string architecture, string loader, int machine, string rid, string atom)
    {
        PublishedApp app = new AppBuilder { SelfContained = true, RuntimeIdentifier = rid }.Build();

        NeedSet needs = NeedsFinder.Decide(app, architecture, NeedsFinder_rules.Scan(("demo", new ElfBuilder { Interpreter = loader, Machine = machine })), []);

        Assert.AreEqual($"demo -> {atom}", needs.ChainTo(atom));
    }

    [TestMethod]
    public void A_static_program_adds_nothing()
    {
        ImmutableArray<string> without = [.. Decide().World.Select(atom => atom.ToString())];
        ImmutableArray<string> with = [.. Decide(("demo", new ElfBuilder { PositionIndependentProgram = true })).World.Select(atom => atom.ToString())];

        CollectionAssert.AreEqual(without, with);
    }

    [TestMethod]
    [DataRow(ElfMachines.Arm64, true, true, "is built for arm64, but the app is published for linux-x64")]
    [DataRow(3, false, true, "is built for x86, 32-bit, but")]
    [DataRow(22, true, false, "is built for s390x, big-endian, but")]
    [DataRow(20, false, false, "is built for ppc, 32-bit, big-endian, but")]
    public void D77_a_file_for_another_processor_is_refused(int machine, bool is64Bit, bool littleEndian, string part)
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => Decide(("liba.so", new ElfBuilder { Machine = machine, Is64Bit = is64Bit, IsLittleEndian = littleEndian })));

        Assert.AreEqual("WOLFI4011", e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Message, "liba.so (of Some.Package 1.2.3) " + part);
    }

    [TestMethod]
    [DataRow("/lib/ld-musl-x86_64.so.1", "libc.so.6", "/lib/ld-musl-x86_64.so.1")]
    [DataRow(null, "libc.musl-x86_64.so.1", "libc.musl-x86_64.so.1")]
    [DataRow(null, "libc.so", "libc.so")]
    public void D78_a_file_for_musl_is_refused(string? loader, string library, string named)
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => Decide(("e_sqlite3.so", new ElfBuilder { Interpreter = loader, Needed = [library] })));

        Assert.AreEqual("WOLFI4010", e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Message, $"e_sqlite3.so (of Some.Package 1.2.3) is built for musl ({named})");
        StringAssert.Contains(e.Diagnostic.Advice, "linux-x64");
    }

    [TestMethod]
    public void A_program_with_a_loader_of_its_own_is_refused_and_a_library_with_one_is_not()
    {
        const string Loader = "/nix/store/x/ld-linux-x86-64.so.2";

        Assert.AreEqual("WOLFI4012", Assert.ThrowsExactly<WolfiException>(() => Decide(("tool", new ElfBuilder { Interpreter = Loader }))).Diagnostic.Code);
        Assert.IsEmpty(Decide(("libtool.so.1", new ElfBuilder { Interpreter = Loader })).Warnings);
    }

    [TestMethod]
    public void D79_names_with_slashes_and_open_search_paths_are_flagged_and_never_looked_up()
    {
        NeedSet needs = Decide(("liba.so", new ElfBuilder { Needed = ["../../evil.so", "/tmp/evil.so", "so:x=1", "-x"], RunPath = "/tmp:/usr/local/lib", RPath = "/dev/shm/x" }));

        Assert.AreEqual(
            "WOLFI4007 /tmp, WOLFI4007 /dev/shm/x, WOLFI4006 ../../evil.so, WOLFI4006 /tmp/evil.so, WOLFI4006 so:x=1, WOLFI4006 -x",
            string.Join(", ", needs.Warnings.Select(warning => $"{warning.Code} {warning.Message.Split('\'')[1]}")));
        Assert.IsFalse(needs.World.Any(atom => atom.Name.Contains("evil", StringComparison.Ordinal)));
    }

    private static NeedSet Decide(params (string Path, ElfBuilder Elf)[] files) => NeedsFinder.Decide(App, "x86_64", NeedsFinder_rules.Scan(files), []);
}
