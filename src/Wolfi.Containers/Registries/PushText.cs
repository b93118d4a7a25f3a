using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Registries;

/// <summary>A push in one line.</summary>
public static class PushText
{
    /// <summary>Such as <c>Pushed ghcr.io/team/app as 1.0, latest: 3 of 12 blobs (1.2 MB), 2 attachments</c>.</summary>
    public static string Of(PushResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string repository = $"{result.Reference.Registry}/{result.Reference.Repository}";
        string mounted = result.MountedBlobs == 0 ? "" : FormattableString.Invariant($", {result.MountedBlobs} taken from another repository");
        string attachments = result.Attachments == 0 ? "" : FormattableString.Invariant($", {result.Attachments} attachment{(result.Attachments == 1 ? "" : "s")}");
        return FormattableString.Invariant(
            $"Pushed {repository} as {string.Join(", ", result.Tags)}: {result.PushedBlobs} of {result.Blobs} blobs ({ByteSizes.Text(result.PushedBytes)}){mounted}{attachments}.");
    }
}
