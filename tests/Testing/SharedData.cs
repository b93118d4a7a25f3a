namespace Wolfi.Testing;

/// <summary>The large test data that lives beside the repository (<c>../shared</c>), where it is there at all.</summary>
public static class SharedData
{
    /// <summary>The root of this checkout.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The folder with the shared data, or null on a clone without it.</summary>
    public static string? Root { get; } = FindShared();

    /// <summary>The path of a file below the shared folder, or null where the folder is absent.</summary>
    public static string? Path(params string[] parts) => Root is null ? null : System.IO.Path.Combine([Root, .. parts]);

    private static string? FindShared()
    {
        string path = System.Environment.GetEnvironmentVariable("WOLFI_SHARED") ?? System.IO.Path.Combine(RepositoryRoot, "..", "shared");
        return Directory.Exists(path) ? System.IO.Path.GetFullPath(path) : null;
    }

    // The build maps source paths to "/_/" so the location of this file says nothing: walk up from the binaries.
    private static string FindRepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Wolfi.Containers.Sdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Wolfi.Containers.Sdk.sln above {AppContext.BaseDirectory}.");
    }
}
