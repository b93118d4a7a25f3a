namespace Wolfi.Apk.Repositories;

/// <summary>A package's .apk file: it is there, or is fetched and verified when somebody first asks for it.</summary>
public sealed class PackageFile
{
    private readonly Func<CancellationToken, Task<string>>? _fetch;
    private string? _path;

    /// <summary>A file that is fetched when it is asked for.</summary>
    /// <param name="fetch">Fetches and verifies it, and gives its absolute path.</param>
    internal PackageFile(Func<CancellationToken, Task<string>> fetch)
    {
        _fetch = fetch;
    }

    private PackageFile(string path)
    {
        _path = path;
    }

    /// <summary>Absolute path of the file; null where it was not fetched yet.</summary>
    public string? Path => _path;

    /// <summary>A file that is there.</summary>
    /// <param name="path">Its absolute path.</param>
    public static PackageFile At(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new PackageFile(path);
    }

    /// <summary>The file's absolute path, once it is there; its bytes were hashed in this build.</summary>
    /// <exception cref="ApkException">It can't be had or trusted.</exception>
    public async Task<string> FetchAsync(CancellationToken cancellationToken) => _path ??= await _fetch!(cancellationToken).ConfigureAwait(false);

    /// <summary>Opens the file, once it is there.</summary>
    /// <exception cref="ApkException">It can't be had or trusted.</exception>
    public Stream Open(CancellationToken cancellationToken) => File.OpenRead(_path ?? FetchAsync(cancellationToken).GetAwaiter().GetResult());
}
