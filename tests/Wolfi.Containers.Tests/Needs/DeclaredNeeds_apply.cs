using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class DeclaredNeeds_apply
{
    private static readonly NeedSet Found = new()
    {
        Architecture = "x86_64",
        Needs =
        [
            Need("icu"),
            Need("tzdata", "tzdata"),
        ],
    };

    [TestMethod]
    public void An_addition_once()
    {
        NeedSet needs = DeclaredNeeds.Apply(Found, [new DeclaredNeed("krb5", Omit: false), new DeclaredNeed("krb5", Omit: false), new DeclaredNeed("tzdata", Omit: false)], App(selfContained: false), []);
        CollectionAssert.AreEqual(new[] { "so:libgssapi_krb5.so.2", "tzdata" }, needs.World.Select(atom => atom.ToString()).ToArray());
        Assert.AreEqual("WolfiNeed -> so:libgssapi_krb5.so.2", needs.ChainTo("so:libgssapi_krb5.so.2"));
    }

    [TestMethod]
    public void An_omission_with_a_warning_that_names_the_consequence()
    {
        NeedSet needs = DeclaredNeeds.Apply(Found, [new DeclaredNeed("tzdata", Omit: true)], App(selfContained: true), []);
        Assert.IsEmpty(needs.World);
        CollectionAssert.AreEqual(new[] { "tzdata" }, needs.Omitted.ToArray());
        Assert.AreEqual(AppErrors.NeedOmitted.Code, needs.Warnings.Single().Code);
        StringAssert.Contains(needs.Warnings.Single().Message, "TZ silently means UTC");
    }

    [TestMethod]
    public void No_omission_of_what_the_runtime_package_brings()
    {
        NeedSet needs = DeclaredNeeds.Apply(Found, [new DeclaredNeed("icu", Omit: true)], App(selfContained: false), []);
        Assert.AreEqual(AppErrors.NeedStays.Code, needs.Warnings.Single().Code);
        Assert.IsEmpty(needs.Omitted);
    }

    [TestMethod]
    [DataRow("base")]
    [DataRow("libc")]
    [DataRow("ICU")]
    [DataRow("")]
    public void No_name_that_is_no_need(string name) =>
        Failing.With(AppErrors.UnknownNeed, () => DeclaredNeeds.Apply(Found, [new DeclaredNeed(name, Omit: true)], App(selfContained: true), []));

    [TestMethod]
    public void A_library_by_its_soname()
    {
        NeedSet needs = DeclaredNeeds.Apply(
            Found with { Unresolved = [new UnresolvedLibrary("libdemo", ["app.dll"]), new UnresolvedLibrary("other", ["app.dll"])] },
            [new DeclaredNeed("so:libdemo.so.1", Omit: false), new DeclaredNeed("other", Omit: true)], App(selfContained: true), []);

        Assert.AreEqual("WolfiNeed -> so:libdemo.so.1", needs.ChainTo("so:libdemo.so.1"));
        Assert.IsEmpty(needs.Unresolved);
        Assert.IsEmpty(needs.Warnings);
    }

    [TestMethod]
    public void One_warning_for_all_libraries_that_nobody_answers()
    {
        NeedSet needs = DeclaredNeeds.Apply(
            Found with { Unresolved = [new UnresolvedLibrary("demo", ["app.dll", "b.dll"]), new UnresolvedLibrary("other", ["app.dll"])] }, [], App(selfContained: true), []);

        Assert.AreEqual("WOLFI4055", needs.Warnings.Single().Code);
        StringAssert.Contains(needs.Warnings.Single().Message, "demo (app.dll, b.dll), other (app.dll)");
    }

    [TestMethod]
    [DataRow("libdemo.so.1", "libdemo.so.1", true)]
    [DataRow("libdemo.so.1", "demo", true)]
    [DataRow("libdemo.so.1", "libdemo", true)]
    [DataRow("libdemo.so.1", "libdemo.so", true)]
    [DataRow("libdemo.so.1", "libdemo.so.2", false)]
    [DataRow("libdemo.so.1", "libdem", false)]
    public void A_soname_answers_the_names_that_code_has_for_it(string soname, string name, bool answers) =>
        Assert.AreEqual(answers, DeclaredNeeds.Apply(
            Found with { Unresolved = [new UnresolvedLibrary(name, ["app.dll"])] }, [new DeclaredNeed("so:" + soname, Omit: false)], App(selfContained: true), []).Unresolved.IsEmpty);

    [TestMethod]
    public void A_library_of_the_apps_own_files_can_be_left_out_and_the_C_library_can_not()
    {
        NeedSet found = Found with { Needs = [Need("libc", "so:libc.so.6"), Need("so:libz.so.1", "so:libz.so.1")] };

        NeedSet needs = DeclaredNeeds.Apply(found, [new DeclaredNeed("so:libz.so.1", Omit: true), new DeclaredNeed("so:libc.so.6", Omit: true)], App(selfContained: true), []);

        Assert.AreEqual("so:libc.so.6", string.Join(' ', needs.World));
        CollectionAssert.AreEqual(new[] { "so:libz.so.1" }, needs.Omitted.ToArray());
        CollectionAssert.AreEqual(new[] { "WOLFI4015", "WOLFI4016" }, needs.Warnings.Select(warning => warning.Code).ToArray());
    }

    [TestMethod]
    public void Krb5_that_there_is_only_a_hint_of_is_no_hint_any_more_once_the_project_has_spoken()
    {
        NeedSet found = Found with { Hints = [Need("krb5")] };

        Assert.IsEmpty(DeclaredNeeds.Apply(found, [new DeclaredNeed("krb5", Omit: true)], App(selfContained: true), []).Hints);
        NeedSet added = DeclaredNeeds.Apply(found, [new DeclaredNeed("krb5", Omit: false)], App(selfContained: true), []);
        Assert.IsEmpty(added.Hints);
        Assert.IsNotNull(added.ChainTo("so:libgssapi_krb5.so.2"));
    }

    [TestMethod]
    [DataRow("LANG", true, true)]
    [DataRow("LC_ALL", true, true)]
    [DataRow("LANGUAGE", true, false)]
    [DataRow("LANG", false, false)]
    public void A_locale_without_ICU_is_a_trap(string variable, bool omit, bool warned)
    {
        NeedSet found = Found with { Needs = [Need("icu", "icu")] };

        NeedSet needs = DeclaredNeeds.Apply(found, [.. omit ? [new DeclaredNeed("icu", Omit: true)] : Array.Empty<DeclaredNeed>()], App(selfContained: true), ["A", variable]);

        Assert.AreEqual(warned, needs.Warnings.Any(warning => warning.Code == "WOLFI4056" && warning.Message.Contains(variable, StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(true, "A", true)]
    [DataRow(true, "DOTNET_BUNDLE_EXTRACT_BASE_DIR", false)]
    [DataRow(false, "A", false)]
    public void A_program_that_unpacks_itself_needs_a_folder_for_it(bool unpacks, string variable, bool warned)
    {
        NeedSet needs = DeclaredNeeds.Apply(Found, [], App(selfContained: true) with { SingleFile = true, SelfExtracting = unpacks }, [variable]);

        Assert.AreEqual(warned, needs.Warnings.Any(warning => warning.Code == "WOLFI4076"));
    }

    private static Need Need(string key, params string[] atoms) => new()
    {
        Key = key,
        Atoms = [.. atoms.Select(Wolfi.Apk.Versions.DependencyAtom.Parse)],
        Evidence = [new NeedEvidence("app", "test")],
    };

    private static PublishedApp App(bool selfContained) => new()
    {
        AssemblyName = "app",
        Version = "1",
        TargetFramework = "net10.0",
        RuntimeIdentifier = "linux-x64",
        SelfContained = selfContained,
        PublishFolder = "/nowhere",
        Files = [],
    };
}
