using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Goes on with what <see cref="BeginImage"/> has begun, where the app is about to change.</summary>
public sealed class GoOnWithImage : Task
{
    /// <summary>The document about the app that <see cref="BeginImage"/> was given.</summary>
    [Required]
    public string PublishedAppFile { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        BeginImage.Begun(this, PublishedAppFile)?.GoOn();
        return true;
    }
}
