using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class NeedAdvice_with_numbers
{
    [TestMethod]
    public void A_framework_dependent_app_hears_what_its_runtime_weighs()
    {
        string advice = Advice(PublishModes.FrameworkDependent, Cost("runtime", 60_000_000)).Single();

        StringAssert.StartsWith(advice, "Self-contained and trimmed (PublishTrimmed, PublishReadyToRun) would save about 50.4 MB, as native code (PublishAot) about 59.4 MB");
        StringAssert.Contains(advice, "no runtime layers are shared");
    }

    [TestMethod]
    public void A_self_contained_app_hears_of_trimming_and_ICU_the_greatest_saving_first()
    {
        ImmutableArray<string> advice = Advice(PublishModes.SelfContained, Cost("icu", 14_800_000));

        Assert.HasCount(2, advice);
        StringAssert.StartsWith(advice[0], "Trimmed (PublishTrimmed, PublishReadyToRun) would save about 33.4 MB");
        Assert.AreEqual("InvariantGlobalization would drop 14.8 MB of ICU (29.6 MB unpacked), if the app formats for no culture but the invariant one.", advice[1]);
    }

    [TestMethod]
    public void A_web_app_is_measured_against_web_apps() =>
        StringAssert.StartsWith(
            NeedAdvice.Of(new AppBuilder().Build() with { FrameworkReferences = ["Microsoft.AspNetCore.App"] }, Needs(PublishModes.Trimmed), Report()).Single(),
            "Native code (PublishAot) would save about 11.6 MB");

    [TestMethod]
    public void Debugger_files_count_unless_they_are_left_out_already()
    {
        AppBuilder builder = new() { SelfContained = true };
        PublishedApp app = builder.Name_only("libmscordbi.so", FileSource.RuntimePack).Name_only("libcoreclr.so", FileSource.RuntimePack).Build();
        NeedSet needs = Needs(PublishModes.NativeAot) with
        {
            NativeFiles = [.. app.Files.Select(file => new NativeFile(file, ElfReader.Read(new ElfBuilder().Build()).File!) { Size = 10_000_000 })],
        };

        StringAssert.StartsWith(NeedAdvice.Of(app, needs, Report()).Single(), "WolfiOmitDebuggerFiles would drop 1 file of the runtime");
        Assert.IsEmpty(NeedAdvice.Of(app, needs with { NativeFiles = [needs.NativeFiles[0]] }, Report()));
    }

    [TestMethod]
    public void Compression_inside_a_layer_that_is_compressed_is_advised_against()
    {
        PublishedApp app = new AppBuilder().Build() with { SingleFile = true };
        Assert.IsEmpty(NeedAdvice.Of(app, Needs(PublishModes.StaticNativeAot), Report()));
        StringAssert.StartsWith(NeedAdvice.Of(app with { CompressedSingleFile = true }, Needs(PublishModes.StaticNativeAot), Report()).Single(), "Without EnableCompressionInSingleFile ");
    }

    [TestMethod]
    public void What_saves_little_is_not_worth_a_word() => Assert.IsEmpty(Advice(PublishModes.StaticNativeAot, Cost("icu", 999_999)));

    private static ImmutableArray<string> Advice(PublishModes mode, params NeedCost[] costs) => NeedAdvice.Of(new AppBuilder().Build(), Needs(mode), Report(costs));

    private static NeedSet Needs(PublishModes mode) => new() { Architecture = "x86_64", Needs = [], Mode = mode, RuntimeSize = 100_000_000 };

    private static NeedReport Report(params NeedCost[] costs) => new() { Packages = [], Needs = [.. costs] };

    private static NeedCost Cost(string key, long size) => new()
    {
        Need = new Need { Key = key, Evidence = [new NeedEvidence("app", "test")] },
        Packages = [key],
        Size = size,
        InstalledSize = 2 * size,
    };
}
