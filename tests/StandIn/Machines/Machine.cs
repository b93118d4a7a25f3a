namespace Wolfi.StandIn.Machines;

/// <summary>This machine: where its libraries and shared runtimes lie, and which versions they are.</summary>
internal sealed class Machine
{
    private readonly string[] _libraryFolders;

    private Machine(MachineArchitecture architecture, DebianPackages debian, string dotnetRoot, string runtimeVersion)
    {
        Architecture = architecture;
        Debian = debian;
        DotnetRoot = dotnetRoot;
        RuntimeVersion = runtimeVersion;
        _libraryFolders = [$"/usr/lib/{architecture.Triplet}", $"/lib/{architecture.Triplet}", "/usr/lib64", "/usr/lib", "/lib64", "/lib"];
    }

    public MachineArchitecture Architecture { get; }

    public DebianPackages Debian { get; }

    /// <summary>The folder of the <c>dotnet</c> host that runs this program.</summary>
    public string DotnetRoot { get; }

    /// <summary>The version of the shared runtime that runs this program, such as <c>10.0.12</c>.</summary>
    public string RuntimeVersion { get; }

    public static Machine Detect()
    {
        string frameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";
        string root = Path.GetFullPath(Path.Combine(frameworkFolder, "..", "..", ".."));
        if (!File.Exists(Path.Combine(root, "dotnet")))
        {
            throw new StandInException($"The running .NET runtime lies in '{frameworkFolder}', which is no shared runtime of a dotnet folder.");
        }

        return new Machine(Architectures.Host, DebianPackages.Read(), root, Path.GetFileName(frameworkFolder));
    }

    /// <summary>The real file behind a library's name.</summary>
    public string Library(string name) =>
        FindLibrary(name) ?? throw new StandInException($"The library {name} is not on this machine; eng/install-tools.sh installs what the stand-in needs.");

    /// <summary>The real file behind a library's name, or null.</summary>
    public string? FindLibrary(string name)
    {
        foreach (string folder in _libraryFolders)
        {
            FileInfo file = new(Path.Combine(folder, name));
            if (file.Exists)
            {
                return file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
            }
        }

        return null;
    }

    /// <summary>The highest version of ICU whose common library is here, such as 72.</summary>
    public int IcuVersion()
    {
        IEnumerable<int> versions =
            from folder in _libraryFolders
            where Directory.Exists(folder)
            from file in Directory.EnumerateFiles(folder, "libicuuc.so.*")
            let text = Path.GetFileName(file).Replace("libicuuc.so.", "", StringComparison.Ordinal)
            where text.All(char.IsAsciiDigit)
            select int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return versions.DefaultIfEmpty().Max() is > 0 and int version
            ? version
            : throw new StandInException("No libicuuc.so is on this machine; eng/install-tools.sh installs what the stand-in needs.");
    }
}
