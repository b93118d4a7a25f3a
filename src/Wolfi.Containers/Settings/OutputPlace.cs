namespace Wolfi.Containers.Settings;

/// <summary>Where the files beside the layout go.</summary>
/// <param name="Folder">The absolute folder.</param>
/// <param name="Prefix">What each file name begins with; may be empty.</param>
public sealed record OutputPlace(string Folder, string Prefix)
{
    /// <summary>The absolute path of one such file.</summary>
    public string FileNamed(string name) => Path.Combine(Folder, Prefix + name);
}
