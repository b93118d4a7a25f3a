using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Publishing;

/// <summary>What a build says about the needs of the app.</summary>
internal static class NeedMessages
{
    public static void Report(PublishRequest request, NeedSet needs, ImmutableArray<IndexRecord> packages, IPublishObserver observer)
    {
        NeedReport report = NeedReport.Create(needs.Needs, request.Packages, packages);
        observer.Inform($"Needs of {request.App.AssemblyName}: {NeedReportText.Summary(report)}");
        foreach (string line in NeedReportText.Lines(report).Concat(NeedReportText.Remarks(needs)))
        {
            observer.Detail($"  {line}");
        }

        foreach (string advice in request.ShowAdvice ? NeedAdvice.Of(request.App, needs, report) : [])
        {
            observer.Inform($"Advice: {advice} (WolfiShowAdvice=false turns this off.)");
        }
    }
}
