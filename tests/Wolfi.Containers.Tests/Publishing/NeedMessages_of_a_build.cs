using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Publishing;

[TestClass]
public sealed class NeedMessages_of_a_build
{
    private static readonly NeedSet Needs = new()
    {
        Architecture = "x86_64",
        Mode = PublishModes.SelfContained,
        Needs = [new Need { Key = "icu", Atoms = [DependencyAtom.Parse("icu")], Evidence = [new NeedEvidence("app", "uses cultures")] }],
        Omitted = ["tzdata"],
    };

    private static readonly ImmutableArray<IndexRecord> Packages =
        [new() { Name = "icu", Version = PackageVersion.Parse("78-r0"), Architecture = "x86_64", Checksum = "", Size = 14_800_000, InstalledSize = 40_000_000 }];

    [TestMethod]
    public void One_line_sums_up_the_table_is_for_details_and_advice_says_how_to_turn_it_off()
    {
        RecordingObserver observer = Report(advice: true);

        Assert.AreEqual("Needs of app: 1 package for 1 need, 14.8 MB; of these icu 14.8 MB.", observer.Notes[0]);
        CollectionAssert.IsSubsetOf(new[] { "  icu 78-r0  14.8 MB", "       <- app: uses cultures", "  left out by the project, against advice: tzdata" }, observer.Details.Select(line => line.Replace("         <-", "       <-", StringComparison.Ordinal)).ToArray());
        StringAssert.StartsWith(observer.Notes.Single(note => note.StartsWith("Advice:", StringComparison.Ordinal)), "Advice: InvariantGlobalization would drop 14.8 MB of ICU");
        StringAssert.EndsWith(observer.Notes[^1], "(WolfiShowAdvice=false turns this off.)");
        Assert.IsEmpty(observer.Lines);
        Assert.IsEmpty(observer.Warnings);
    }

    [TestMethod]
    public void Advice_that_nobody_wants_is_not_given() => Assert.HasCount(1, Report(advice: false).Notes);

    private static RecordingObserver Report(bool advice)
    {
        using SmallWorld world = new();
        PublishRequest request = world.Request() with { ShowAdvice = advice };
        RecordingObserver observer = new();
        NeedMessages.Report(request, Needs, Packages, observer);
        return observer;
    }
}
