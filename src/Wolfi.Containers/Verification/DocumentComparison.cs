using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Verification;

/// <summary>Compares an image's config and manifest with those that are computed.</summary>
internal static class DocumentComparison
{
    /// <summary>The first document that differs, and in what; null when both are the same to the byte.</summary>
    public static (string Document, string Difference)? Find(Image image, Image computed)
    {
        if (!image.Config.Bytes.Span.SequenceEqual(computed.Config.Bytes.Span))
        {
            return ("config", Difference(image.Config.Value, computed.Config.Value));
        }

        return image.Manifest.Bytes.Span.SequenceEqual(computed.Manifest.Bytes.Span)
            ? null
            : ("manifest", Difference(image.Manifest.Value, computed.Manifest.Value));
    }

    private static string Difference(ImageConfig found, ImageConfig computed)
    {
        ContainerConfig a = found.Container, b = computed.Container;
        return a.User != b.User ? $"it runs as '{a.User}' instead of '{b.User}'"
            : !a.Entrypoint.SequenceEqual(b.Entrypoint) || !a.Cmd.SequenceEqual(b.Cmd) ? "it starts something else"
            : a.Env.Except(b.Env).FirstOrDefault() is { } variable ? $"it sets {variable}"
            : b.Env.Except(a.Env).FirstOrDefault() is { } unset ? $"it does not set {unset}"
            : a.WorkingDir != b.WorkingDir ? "its working directory is another"
            : !a.Labels.SequenceEqual(b.Labels) ? "its labels are others"
            : !a.ExposedPorts.SequenceEqual(b.ExposedPorts) || !a.Volumes.SequenceEqual(b.Volumes) ? "its ports or volumes are others"
            : found.Created != computed.Created ? "it was created at another time"
            : found.Platform != computed.Platform ? $"it is for {found.Platform} instead of {computed.Platform}"
            : !found.DiffIds.SequenceEqual(computed.DiffIds) ? "its diff ids are others"
            : !found.History.SequenceEqual(computed.History) ? "its history is another"
            : "it has members or bytes that nothing accounts for";
    }

    private static string Difference(ImageManifest found, ImageManifest computed) =>
        found.Annotations.Except(computed.Annotations).Select(annotation => annotation.Key).FirstOrDefault() is { } name ? $"it has the annotation {name}"
            : computed.Annotations.Except(found.Annotations).Select(annotation => annotation.Key).FirstOrDefault() is { } missing ? $"it lacks the annotation {missing}"
            : found.Subject is not null ? "it claims to be attached to another manifest"
            : found.MediaType != computed.MediaType ? $"it has the media type '{found.MediaType}'"
            : found.Layers.Zip(computed.Layers).Any(pair => pair.First.MediaType != pair.Second.MediaType) ? "its layers have other media types"
            : "it has members or bytes that nothing accounts for";
}
