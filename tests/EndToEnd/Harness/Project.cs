using System.Diagnostics;

namespace Wolfi.EndToEnd.Harness;

/// <summary>A copy of a sample in a folder of its own, as a newcomer would have it.</summary>
internal sealed class Project
{
    private readonly Feed _feed;
    private readonly StandInRepository _repository;

    private Project(string folder, Feed feed, StandInRepository repository)
    {
        Folder = folder;
        _feed = feed;
        _repository = repository;
    }

    public string Folder { get; }

    /// <summary>Variables for the build beside those that every <c>dotnet</c> of the tests gets.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The umask of the build; octal digits.</summary>
    public string? Umask { get; set; }

    /// <summary>Whether the build runs in a network namespace of its own, with nothing in it.</summary>
    public bool WithoutNetwork { get; set; }

    /// <summary>Whether each build leads a process group of its own, so that it can be killed with all that it started.</summary>
    public bool OwnGroup { get; set; }

    /// <summary>The project's lock file.</summary>
    public string LockFile => Path.Combine(Folder, "wolfi.lock.json");

    /// <summary>Copies a sample into a new folder.</summary>
    public static async Task<Project> CopyAsync(string sample, string? folder = null)
    {
        folder ??= Run.NewPath(sample);
        Feed feed = await Run.Feed;
        CopyFolder(Path.Combine(SharedData.RepositoryRoot, "samples", sample), folder);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), feed.NuGetConfig);
        return new Project(folder, feed, await Run.StandIn);
    }

    /// <summary>Writes a project into a new folder.</summary>
    public static async Task<Project> WriteAsync(string name, params IEnumerable<(string File, string Text)> files)
    {
        string folder = Run.NewPath(name);
        Feed feed = await Run.Feed;
        Directory.CreateDirectory(folder);
        foreach ((string file, string text) in files.Append(("nuget.config", feed.NuGetConfig)))
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }

        return new Project(folder, feed, await Run.StandIn);
    }

    /// <summary>Copies this project with all that was built of it, so that the copy can be published without building.</summary>
    public Project CopyBuilt()
    {
        Project copy = new(Run.NewPath("copy"), _feed, _repository) { Umask = Umask, OwnGroup = OwnGroup };
        CopyFolder(Folder, copy.Folder, withBuilt: true);
        foreach ((string name, string value) in Environment)
        {
            copy.Environment[name] = value;
        }

        return copy;
    }

    /// <summary>Where the images go: beside the project, whose own files they would become inside it.</summary>
    public string OutputFolder => Folder + "-out";

    /// <summary>An image's layout; each name another one.</summary>
    public string LayoutPath(string name = "layout") => Path.Combine(OutputFolder, name);

    /// <summary>A property for the command line, with what MSBuild takes for a separator escaped.</summary>
    public static string Property(string name, string value) =>
        $"-p:{name}={value.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)}";

    /// <summary>What every <c>dotnet</c> that works on the project gets to see.</summary>
    public Dictionary<string, string> Variables
    {
        get
        {
            Dictionary<string, string> environment = Feed.DotnetEnvironment();
            environment["NUGET_PACKAGES"] = Feed.PackageCache;
            foreach ((string name, string value) in Environment)
            {
                environment[name] = value;
            }

            return environment;
        }
    }

    /// <summary>The properties of a build with the packed product, the stand-in repository and a cache that all tests share.</summary>
    public string[] Properties(string layout) =>
    [
        Property("WolfiContainersSdkVersion", _feed.Version), Property("WolfiRepository", _repository.Folder), Property("WolfiKey", _repository.PublicKey),
        Property("WolfiImageLayout", LayoutPath(layout)), Property("WolfiCacheFolder", Path.Combine(Run.Folder, "cache")),
    ];

    /// <summary>Publishes an image into <see cref="LayoutPath"/> with the stand-in repository, unless the arguments say otherwise.</summary>
    public async Task<CommandResult> PublishAsync(string layout = "layout", params IEnumerable<string> arguments)
    {
        using Process process = Start(layout, arguments);
        return await Commands.FinishAsync(process, Commands.Limit);
    }

    /// <summary>Publishes and reads the image.</summary>
    public async Task<LayoutImage> PublishImageAsync(string layout = "layout", params IEnumerable<string> arguments)
    {
        (await PublishAsync(layout, arguments)).Succeeded();
        return LayoutImage.Read(LayoutPath(layout));
    }

    /// <summary>Starts a publish and does not wait for it.</summary>
    public Process Start(string layout, IEnumerable<string> arguments)
    {
        Dictionary<string, string> environment = Variables;
        // Of two values of one property the last counts. Each build reads the indexes, unless its test is about the lock file.
        string[] all =
        [
            "publish", "-c", "Release", "--nologo", "-p:PublishWolfiImage=true", .. Properties(layout), "-p:WolfiUpdate=true", .. arguments,
        ];
        string[] command =
        [
            .. OwnGroup ? ["setsid"] : Array.Empty<string>(),
            .. WithoutNetwork ? ["unshare", "--net"] : Array.Empty<string>(),
            .. Umask is null ? ["dotnet"] : new[] { "sh", "-c", $"umask {Umask}; exec dotnet \"$@\"", "sh" },
            .. all,
        ];
        return Process.Start(Commands.Describe(Folder, environment, command[0], command[1..]))!;
    }

    private static void CopyFolder(string source, string target, bool withBuilt = false)
    {
        Directory.CreateDirectory(target);
        foreach (FileInfo file in new DirectoryInfo(source).EnumerateFiles().Where(file => file.Name != "wolfi.lock.json"))
        {
            file.CopyTo(Path.Combine(target, file.Name));
        }

        // What a developer built in the sample's own folder is not the sample.
        foreach (DirectoryInfo folder in new DirectoryInfo(source).EnumerateDirectories().Where(folder => withBuilt || folder.Name is not ("bin" or "obj")))
        {
            CopyFolder(folder.FullName, Path.Combine(target, folder.Name), withBuilt);
        }
    }
}
