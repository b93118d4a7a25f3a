using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Makes the image that <see cref="BeginImage"/> has begun, of what the compiler has left, while the app is being published. It never fails a build.</summary>
public sealed class MakeImageEarly : Task
{
    /// <summary>The document about the app that <see cref="BeginImage"/> was given.</summary>
    [Required]
    public string PublishedAppFile { get; set; } = "";

    /// <summary><c>Version</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary><c>SourceRevisionId</c>.</summary>
    public string SourceRevision { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        BeginImage.Begun(this, PublishedAppFile)?.MakeImage(Version, SourceRevision.Length > 0 ? SourceRevision : null);
        return true;
    }
}
