namespace Wolfi.Containers.Evidence;

/// <summary>What a NuGet package's manifest says of it; null where it says nothing.</summary>
public sealed record NuspecFacts
{
    /// <summary>The id as its maker writes it; folders of packages have it in lower case.</summary>
    public string? Id { get; init; }

    /// <summary>Its authors, as one line.</summary>
    public string? Authors { get; init; }

    /// <summary>The licence expression.</summary>
    public string? LicenceExpression { get; init; }

    /// <summary>The licence's file in the package.</summary>
    public string? LicenceFile { get; init; }

    /// <summary>The text of that file.</summary>
    public string? LicenceText { get; init; }

    /// <summary>Where the licence stands, for packages of the old form.</summary>
    public string? LicenceUrl { get; init; }

    /// <summary>Copyright notice.</summary>
    public string? Copyright { get; init; }

    /// <summary>The project's pages.</summary>
    public string? ProjectUrl { get; init; }

    /// <summary>The repository of its source code.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>The commit that it was built from.</summary>
    public string? RepositoryCommit { get; init; }
}
