using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Packages;

/// <summary>The metadata of one package: <c>.PKGINFO</c>.</summary>
public sealed record PackageInfo
{
    /// <summary><c>pkgname</c></summary>
    public required string Name { get; init; }

    /// <summary><c>pkgver</c></summary>
    public required PackageVersion Version { get; init; }

    /// <summary><c>arch</c></summary>
    public required string Architecture { get; init; }

    /// <summary><c>pkgdesc</c></summary>
    public string Description { get; init; } = "";

    /// <summary><c>url</c></summary>
    public string Url { get; init; } = "";

    /// <summary><c>size</c>: the sum of the files' sizes, bytes.</summary>
    public long InstalledSize { get; init; }

    /// <summary><c>origin</c></summary>
    public string Origin { get; init; } = "";

    /// <summary><c>commit</c></summary>
    public string Commit { get; init; } = "";

    /// <summary><c>maintainer</c></summary>
    public string Maintainer { get; init; } = "";

    /// <summary><c>license</c></summary>
    public string License { get; init; } = "";

    /// <summary><c>builddate</c>, seconds since 1970; null when absent.</summary>
    public long? BuildDate { get; init; }

    /// <summary><c>depend</c></summary>
    public ImmutableArray<DependencyAtom> Depends { get; init; } = [];

    /// <summary><c>provides</c></summary>
    public ImmutableArray<Provide> Provides { get; init; } = [];

    /// <summary><c>install_if</c></summary>
    public ImmutableArray<DependencyAtom> InstallIf { get; init; } = [];

    /// <summary><c>replaces</c></summary>
    public ImmutableArray<DependencyAtom> Replaces { get; init; } = [];

    /// <summary><c>replaces_priority</c></summary>
    public long ReplacesPriority { get; init; }

    /// <summary><c>provider_priority</c></summary>
    public long ProviderPriority { get; init; }

    /// <summary><c>triggers</c></summary>
    public ImmutableArray<string> Triggers { get; init; } = [];

    /// <summary><c>datahash</c>: SHA-256 of the data member as stored, lower-case hexadecimal. Empty before the package is written.</summary>
    public string DataHash { get; init; } = "";
}
