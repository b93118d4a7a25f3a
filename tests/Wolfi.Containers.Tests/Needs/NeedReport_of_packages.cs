using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class NeedReport_of_packages
{
    private static readonly ImmutableArray<Need> Needs =
    [
        Need("base", NeedConfidence.Certain, "layout"),
        Need("libc", NeedConfidence.Certain, "so:libc.so.6", "so:libm.so.6"),
        Need("icu", NeedConfidence.Assumed, "icu"),
        Need("runtime", NeedConfidence.Certain),
    ];

    private static readonly ImmutableArray<IndexRecord> Packages =
    [
        Package("layout", 1_000, "", ""),
        Package("glibc", 2_000_000, "layout", "so:libc.so.6=6 so:libm.so.6=6"),
        Package("libstdc++", 900_000, "so:libc.so.6", "so:libstdc++.so.6=6"),
        Package("icu", 400, "libicu so:libc.so.6", ""),
        Package("libicu", 12_000_000, "so:libstdc++.so.6", "so:libicuuc.so.78=78"),
        Package("curl", 500_000, "so:libc.so.6", ""),
    ];

    [TestMethod]
    public void Each_package_has_what_it_answers_and_who_depends_on_it()
    {
        NeedReport report = NeedReport.Create(Needs, ["curl"], Packages);

        Assert.AreEqual("layout glibc libstdc++ icu libicu curl", string.Join(' ', report.Packages.Select(package => package.Name)));
        Assert.AreEqual("so:libc.so.6 libc, so:libm.so.6 libc", string.Join(", ", report.Packages[1].Answers.Select(answer => $"{answer.Atom} {answer.Need}")));
        Assert.AreEqual("a.so", report.Packages[1].Answers[1].Evidence.Single().Subject);
        CollectionAssert.AreEqual(new[] { "curl", "icu", "libstdc++" }, report.Packages[1].NeededBy.ToArray());
        Assert.IsNull(report.Packages[5].Answers.Single().Need);
    }

    [TestMethod]
    public void A_need_costs_what_no_other_way_leads_to()
    {
        NeedReport report = NeedReport.Create(Needs, ["curl"], Packages);

        Assert.AreEqual(
            "base: 0; libc: 0; icu: 12900400 libstdc++ icu libicu; runtime: 0",
            string.Join("; ", report.Needs.Select(cost => $"{cost.Need.Key}: {cost.Size} {string.Join(' ', cost.Packages)}".TrimEnd())));
        Assert.AreEqual(2 * 12_900_400, report.Needs[2].InstalledSize);
        Assert.AreEqual("curl", NeedReport.Create([Needs[2]], ["curl"], Packages).Packages[^1].Name);
    }

    [TestMethod]
    public void Packages_that_depend_on_each_other_hold_nothing_up()
    {
        ImmutableArray<IndexRecord> circle = [Package("a", 10, "b", ""), Package("b", 20, "a", "")];

        Assert.AreEqual(30, NeedReport.Create([Need("x", NeedConfidence.Likely, "a")], [], circle).Needs[0].Size);
        Assert.AreEqual(0, NeedReport.Create([Need("x", NeedConfidence.Likely, "a")], ["b"], circle).Needs[0].Size);
    }

    [TestMethod]
    public void The_text_leads_from_packages_to_files()
    {
        NeedReport report = NeedReport.Create(Needs, ["curl"], Packages);

        Golden.Verify("Wolfi.Containers.Tests", "needs-report", "txt", string.Join('\n', NeedReportText.Lines(report).Prepend(NeedReportText.Summary(report))) + "\n");
    }

    private static Need Need(string key, NeedConfidence confidence, params string[] atoms) => new()
    {
        Key = key,
        Atoms = [.. atoms.Select(DependencyAtom.Parse)],
        Evidence = key == "libc"
            ? [new NeedEvidence("a.so", "needs libc.so.6", atoms[0]), new NeedEvidence("b.so", "needs libc.so.6", atoms[0]), new NeedEvidence("a.so", "needs libm.so.6", atoms[1])]
            : [new NeedEvidence("the runtime", $"needs {key}", Confidence: confidence)],
    };

    private static IndexRecord Package(string name, long size, string depends, string provides) => new()
    {
        Name = name,
        Version = PackageVersion.Parse("1.0-r0"),
        Architecture = "x86_64",
        Checksum = "",
        Size = size,
        InstalledSize = 2 * size,
        Depends = [.. depends.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(DependencyAtom.Parse)],
        Provides = [.. provides.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Provide.Parse)],
    };
}
