using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Projects;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tool.Verbs;

namespace Wolfi.Containers.Tool.Options;

/// <summary>
/// The options that say which lock file is meant, and where its packages come from: a project, or repositories and keys named on the
/// command line; never the lock file itself.
/// </summary>
internal sealed class SourceOptions(string keyOption = KeyOptions.Key)
{
    private readonly Option<string?> _project = ProjectOptions.Project();
    private readonly Option<ImmutableArray<ProjectProperty>> _properties = ProjectOptions.Properties();
    private readonly RepositoryOptions _repositories = new(keyOption, forLocalWork: false);
    private readonly Option<string?> _cache = CacheOptions.Cache();

    private readonly Option<string?> _lockFile = new("--lock")
    {
        HelpName = "FILE",
        Description = $"The lock file. Default: the project's, else {LockFile.FileName} in the current folder.",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="lockFile">Whether an option names the lock file.</param>
    public void AddTo(Command command, bool lockFile)
    {
        foreach (Option option in (Option[])[.. lockFile ? [_lockFile] : (Option[])[], _project, _properties])
        {
            command.Options.Add(option);
        }

        _repositories.AddTo(command);
        command.Options.Add(_cache);
    }

    /// <summary>Whether the arguments name repositories or keys.</summary>
    public bool NameRepositories(ParseResult parsed) => _repositories.AreGiven(parsed);

    /// <summary>The project that was named, or null.</summary>
    public string? Project(ParseResult parsed) => parsed.GetValue(_project);

    /// <summary>The properties to set for the project.</summary>
    public ImmutableArray<ProjectProperty> Properties(ParseResult parsed) => parsed.GetRequiredValue(_properties);

    /// <summary>The sources: of the command line where it names repositories or keys, else of the project, else Wolfi's.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="context">Hears warnings.</param>
    /// <param name="lockFile">The lock file, where an argument names it; a project is looked for beside it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="Diagnostics.WolfiException">The project can't be evaluated, its settings are wrong, or a key can't be read.</exception>
    public async Task<ProjectSources> ReadAsync(ParseResult parsed, VerbContext context, string? lockFile, CancellationToken cancellationToken)
    {
        string? file = (lockFile ?? parsed.GetValue(_lockFile)) is { } named ? Path.GetFullPath(named) : null;
        string? cache = parsed.GetValue(_cache);
        string? project = _repositories.AreGiven(parsed) ? null
            : parsed.GetValue(_project) is { } path ? ProjectFile.Find(path)
            : ProjectFile.TryFind(Path.GetDirectoryName(file) is { } beside && Directory.Exists(beside) ? beside : Directory.GetCurrentDirectory());
        if (project is null)
        {
            return new ProjectSources
            {
                Repositories = _repositories.Repositories(parsed),
                Credentials = CredentialSourcesReader.Read(),
                LockFile = file ?? Path.GetFullPath(LockFile.FileName),
                CacheFolder = UserCache.Folder(cache),
            };
        }

        ProjectSources sources = await ProjectSourcesReader.ReadAsync(project, parsed.GetRequiredValue(_properties), context.Tell, cancellationToken).ConfigureAwait(false);
        return sources with { LockFile = file ?? sources.LockFile, CacheFolder = cache is null ? sources.CacheFolder : UserCache.Folder(cache) };
    }
}
