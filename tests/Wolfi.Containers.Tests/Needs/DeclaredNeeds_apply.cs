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
        NeedSet needs = DeclaredNeeds.Apply(Found, [new DeclaredNeed("krb5", Omit: false), new DeclaredNeed("krb5", Omit: false), new DeclaredNeed("tzdata", Omit: false)], App(selfContained: false));
        CollectionAssert.AreEqual(new[] { "so:libgssapi_krb5.so.2", "tzdata" }, needs.World.Select(atom => atom.ToString()).ToArray());
        Assert.AreEqual("WolfiNeed -> so:libgssapi_krb5.so.2", needs.ChainTo("so:libgssapi_krb5.so.2"));
    }

    [TestMethod]
    public void An_omission_with_a_warning_that_names_the_consequence()
    {
        NeedSet needs = DeclaredNeeds.Apply(Found, [new DeclaredNeed("tzdata", Omit: true)], App(selfContained: true));
        Assert.IsEmpty(needs.World);
        CollectionAssert.AreEqual(new[] { "tzdata" }, needs.Omitted.ToArray());
        Assert.AreEqual(AppErrors.NeedOmitted.Code, needs.Warnings.Single().Code);
        StringAssert.Contains(needs.Warnings.Single().Message, "TZ silently means UTC");
    }

    [TestMethod]
    public void No_omission_of_what_the_runtime_package_brings()
    {
        NeedSet needs = DeclaredNeeds.Apply(Found, [new DeclaredNeed("icu", Omit: true)], App(selfContained: false));
        Assert.AreEqual(AppErrors.NeedStays.Code, needs.Warnings.Single().Code);
        Assert.IsEmpty(needs.Omitted);
    }

    [TestMethod]
    [DataRow("base")]
    [DataRow("libc")]
    [DataRow("ICU")]
    [DataRow("")]
    public void No_name_that_is_no_need(string name) =>
        Failing.With(AppErrors.UnknownNeed, () => DeclaredNeeds.Apply(Found, [new DeclaredNeed(name, Omit: true)], App(selfContained: true)));

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
