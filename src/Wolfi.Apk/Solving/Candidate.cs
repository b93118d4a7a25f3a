using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;

namespace Wolfi.Apk.Solving;

/// <summary>A package that may be chosen, and what the search knows of it so far.</summary>
internal sealed class Candidate
{
    public Candidate(IndexRecord record, int repositoryPlace, PackageRepository repository)
    {
        Record = record;
        RepositoryPlace = repositoryPlace;
        Repository = repository;
        TagPreferred = repository.Tag is null;
        TagAllowed = TagPreferred;
    }

    public IndexRecord Record { get; }

    /// <summary>The repository's place in the list: 0 is the first.</summary>
    public int RepositoryPlace { get; }

    public PackageRepository Repository { get; }

    /// <summary>The package's own name.</summary>
    public SolverName Name { get; set; } = null!;

    public Dependency[] Depends { get; set; } = [];

    public Dependency[] InstallIf { get; set; } = [];

    /// <summary>The provided names that the repository's rules let it have.</summary>
    public ProvidedName[] Provides { get; set; } = [];

    /// <summary>Provided names with a version that belong to other repositories: nothing else may own them beside this package.</summary>
    public List<SolverName> Withheld { get; } = [];

    /// <summary>Whether the world leads to it. Other versions of a package that is only needed for what it provides are not looked at.</summary>
    public bool Seen { get; set; }

    /// <summary>Whether it may still be chosen.</summary>
    public bool Selectable => Seen && Fall is null;

    /// <summary>Why it may no longer be chosen: the first reason that was found.</summary>
    public Fall? Fall { get; private set; }

    /// <summary>How many constraints speak against it.</summary>
    public int Conflicts { get; set; }

    /// <summary>Whether the latest look at one of its names counted it among the candidates.</summary>
    public bool Counted { get; set; }

    /// <summary>Whether it was among the candidates when the dependencies of one of its names were last merged.</summary>
    public bool MergedLast { get; set; }

    /// <summary>The tags whose repositories it and its dependencies may come from.</summary>
    public HashSet<string>? AllowedTags { get; private set; }

    public bool TagAllowed { get; private set; }

    public bool TagPreferred { get; private set; }

    /// <summary>All install_if atoms hold.</summary>
    public bool InstallIfTriggered { get; set; }

    /// <summary>There are no install_if atoms, or one of them can't hold any more.</summary>
    public bool InstallIfFailed { get; set; }

    public override string ToString() => $"{Record.Name}-{Record.Version}";

    /// <summary>Takes it out of the choice; false when it was out already.</summary>
    public bool Disqualify(Fall fall)
    {
        if (Fall is not null)
        {
            return false;
        }

        Fall = fall;
        return Seen;
    }

    /// <summary>The world asks for it, with a tag or without one.</summary>
    public void AskedByWorld(string? tag)
    {
        Allow(tag);
        TagPreferred = string.Equals(Repository.Tag, tag, StringComparison.Ordinal);
    }

    /// <summary>Another package asks for it and hands its tags down.</summary>
    public void AskedBy(Candidate? asking)
    {
        foreach (string tag in asking?.AllowedTags ?? [])
        {
            Allow(tag);
        }
    }

    private void Allow(string? tag)
    {
        if (tag is not null)
        {
            (AllowedTags ??= new HashSet<string>(StringComparer.Ordinal)).Add(tag);
            TagAllowed |= string.Equals(Repository.Tag, tag, StringComparison.Ordinal);
        }
    }
}
