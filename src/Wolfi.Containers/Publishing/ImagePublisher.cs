using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Publishing;

/// <summary>The way of one build: needs, resolution, plan, image, outputs.</summary>
public static class ImagePublisher
{
    /// <summary>Makes the image, or finds that the last one still stands.</summary>
    /// <exception cref="Diagnostics.WolfiException">Anything that the user has to know, with its code.</exception>
    public static Task<PublishResult> PublishAsync(PublishRequest request, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("No image chain yet.");
    }
}
