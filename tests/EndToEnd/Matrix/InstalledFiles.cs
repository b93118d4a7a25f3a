namespace Wolfi.EndToEnd.Matrix;

/// <summary>The files of an image's packages, by the image's own database.</summary>
internal sealed class InstalledFiles
{
    private readonly string _root;
    private readonly Dictionary<string, List<string>> _files = new(StringComparer.Ordinal);

    public InstalledFiles(Bundle bundle)
    {
        _root = bundle.Root;
        List<string> files = [];
        string folder = "";
        foreach (string line in File.ReadLines(Path.Combine(bundle.Root, "usr/lib/apk/db/installed")).Where(line => line.Length > 2))
        {
            switch (line[..2])
            {
                case "P:":
                    _files[line[2..]] = files = [];
                    break;
                case "F:":
                    folder = line[2..];
                    break;
                case "R:":
                    files.Add(Path.Combine(folder, line[2..]));
                    break;
            }
        }
    }

    /// <summary>Names of the packages.</summary>
    public IEnumerable<string> Packages => _files.Keys;

    // Links to folders stay: whatever they lead to belongs to the package or is of no use without it.
    private static bool IsThere(string path) => File.Exists(path) || (new FileInfo(path).LinkTarget is not null && !Directory.Exists(path));

    /// <summary>Does something while the files of a package are away.</summary>
    public async Task<T> WithoutAsync<T>(string package, Func<Task<T>> act)
    {
        string away = _root + ".away";
        Directory.CreateDirectory(away);
        List<(string Place, string Aside)> moved = [];
        foreach (string place in _files[package].Select(file => Path.Combine(_root, file)).Where(IsThere))
        {
            string aside = Path.Combine(away, $"{moved.Count}");
            File.Move(place, aside);
            moved.Add((place, aside));
        }

        try
        {
            return await act();
        }
        finally
        {
            foreach ((string place, string aside) in moved)
            {
                File.Move(aside, place);
            }
        }
    }
}
