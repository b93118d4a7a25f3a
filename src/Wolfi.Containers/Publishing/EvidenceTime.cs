using System.Diagnostics;
using System.Globalization;

namespace Wolfi.Containers.Publishing;

/// <summary>How long a build is about evidence: tracing files, and making documents. <c>eng/bench.sh evidence</c> reads the line that tells.</summary>
internal sealed class EvidenceTime
{
    private TimeSpan _tracing;
    private TimeSpan _documents;

    /// <summary>Traces files.</summary>
    public T OfTracing<T>(Func<T> work) => Of(work, ref _tracing);

    /// <summary>Makes documents.</summary>
    public T OfDocuments<T>(Func<T> work) => Of(work, ref _documents);

    /// <summary>Tells the sum, to those who ask for details.</summary>
    public void Report(IPublishObserver observer) =>
        observer.Detail(string.Create(CultureInfo.InvariantCulture, $"Tracing files took {_tracing.TotalMilliseconds:F0} ms, making documents {_documents.TotalMilliseconds:F0} ms."));

    private static T Of<T>(Func<T> work, ref TimeSpan sum)
    {
        long start = Stopwatch.GetTimestamp();
        T made = work();
        sum += Stopwatch.GetElapsedTime(start);
        return made;
    }
}
