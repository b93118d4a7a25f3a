using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Needs;

/// <summary>What other ways to publish would weigh. Only ever said: nobody's settings are changed.</summary>
public static class NeedAdvice
{
    // A typical app, measured with .NET 10 and 9: compressed bytes of runtime and framework by what is published.
    private static readonly Weights Console = new(Trimmed: 9_600_000, NativeAot: 600_000);
    private static readonly Weights Web = new(Trimmed: 16_100_000, NativeAot: 4_500_000);

    // Of the same measurement: what gzip leaves of the runtime's files.
    private const double Compressed = 0.43;

    // Below this an image is not worth another way to publish.
    private const long Worthwhile = 1_000_000;

    /// <summary>Sentences with numbers, the greatest saving first; none where nothing is to be saved.</summary>
    /// <param name="app">The app.</param>
    /// <param name="needs">Its needs.</param>
    /// <param name="report">The packages that answer them.</param>
    public static ImmutableArray<string> Of(PublishedApp app, NeedSet needs, NeedReport report)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentNullException.ThrowIfNull(report);
        return
        [
            .. new[] { OtherMode(app, needs, report), Invariant(report), WithoutDebuggerFiles(app, needs) }
                .Where(advice => advice.Saving >= Worthwhile)
                .OrderByDescending(advice => advice.Saving)
                .Select(advice => advice.Text),
            .. Uncompressed(app),
        ];
    }

    private static (long Saving, string Text) OtherMode(PublishedApp app, NeedSet needs, NeedReport report)
    {
        Weights weights = app.FrameworkReferences.Contains("Microsoft.AspNetCore.App", StringComparer.OrdinalIgnoreCase) ? Web : Console;
        long now = needs.Mode switch
        {
            PublishModes.FrameworkDependent => report.Needs.Where(cost => cost.Need.Key == NeedRules.Runtime).Sum(cost => cost.Size),
            PublishModes.SelfContained => (long)(needs.RuntimeSize * Compressed),
            PublishModes.Trimmed => weights.Trimmed,
            _ => 0,
        };
        long trimmed = now - weights.Trimmed;
        long native = now - weights.NativeAot;
        string nativeCode = $"as native code (PublishAot) about {ByteSizes.Text(native)}";
        const string Condition = "if the app's code allows it";
        return needs.Mode switch
        {
            PublishModes.FrameworkDependent =>
                (native, $"Self-contained and trimmed (PublishTrimmed, PublishReadyToRun) would save about {ByteSizes.Text(trimmed)}, {nativeCode}, {Condition}; but then no runtime layers are shared with other images."),
            PublishModes.SelfContained => (native, $"Trimmed (PublishTrimmed, PublishReadyToRun) would save about {ByteSizes.Text(trimmed)}, {nativeCode}, {Condition}."),
            PublishModes.Trimmed => (native, $"Native code (PublishAot) would save about {ByteSizes.Text(native)}, {Condition}."),
            _ => (0, ""),
        };
    }

    private static (long Saving, string Text) Invariant(NeedReport report)
    {
        NeedCost? icu = report.Needs.FirstOrDefault(cost => cost.Need.Key == NeedRules.Icu);
        return icu is null
            ? (0, "")
            : (icu.Size, $"InvariantGlobalization would drop {ByteSizes.Text(icu.Size)} of ICU ({ByteSizes.Text(icu.InstalledSize)} unpacked), if the app formats for no culture but the invariant one.");
    }

    private static (long Saving, string Text) WithoutDebuggerFiles(PublishedApp app, NeedSet needs)
    {
        HashSet<string> kept = [.. DebuggerFiles.LeaveOut(app, isWanted: true, variables: []).Files.Select(file => file.RelativePath)];
        NativeFile[] files = [.. needs.NativeFiles.Where(file => !kept.Contains(file.File.RelativePath))];
        long saving = (long)(files.Sum(file => file.Size) * Compressed);
        return (saving, $"WolfiOmitDebuggerFiles would drop {files.Length} {(files.Length == 1 ? "file" : "files")} of the runtime that only debuggers, dumps and traces use: about {ByteSizes.Text(saving)}.");
    }

    // Measured on a web app: layers are compressed anyway, so it saves nothing, costs 38 MB of memory and doubles the start.
    private static ImmutableArray<string> Uncompressed(PublishedApp app) => app.CompressedSingleFile
        ? ["Without EnableCompressionInSingleFile the app would start in half the time with some 38 MB less memory, and the image would be no larger: its layers are compressed already."]
        : [];

    private sealed record Weights(long Trimmed, long NativeAot);
}
