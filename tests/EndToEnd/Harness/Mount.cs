namespace Wolfi.EndToEnd.Harness;

/// <summary>A small file system of its own, as root alone is stopped neither by permissions nor by quotas.</summary>
internal sealed class Mount : IDisposable
{
    private Mount(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<Mount> TmpfsAsync(string options)
    {
        string folder = Run.NewPath("mount");
        Directory.CreateDirectory(folder);
        (await Commands.RunAsync(Run.Folder, [], "mount", "-t", "tmpfs", "-o", options, "tmpfs", folder)).Succeeded();
        return new Mount(folder);
    }

    public void Dispose() => Commands.RunAsync(Run.Folder, [], "umount", Folder).GetAwaiter().GetResult();
}
