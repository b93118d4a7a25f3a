using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Smoke;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Publishing;

/// <summary>The smoke test of a build: an image whose app does not run never takes the place of the last one.</summary>
internal static class SmokeCheck
{
    /// <summary>Starts the image where the project asks for it.</summary>
    /// <exception cref="WolfiException">The app does not run, or nothing here can start it.</exception>
    public static async Task RunAsync(PublishRequest request, Image image, IPublishObserver observer, CancellationToken cancellationToken)
    {
        if (request.SmokeTest is not { } settings)
        {
            return;
        }

        SmokeResult result = await SmokeRun.RunAsync(image, settings, cancellationToken).ConfigureAwait(false);
        if (result.Passed)
        {
            observer.Report($"Smoke test with {result.Runtime}: {result.Summary}.");
            foreach (SmokeReason reason in result.Reasons)
            {
                observer.Inform($"  {reason.Cause}: {reason.Line}");
            }

            return;
        }

        foreach (string line in SmokeText.Failure(result))
        {
            observer.Report(line);
        }

        throw SmokeErrors.Failed.Fail(result.Digest, result.Summary, SmokeText.Advice(result));
    }
}
