using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>One package's block in an APKINDEX.</summary>
public sealed record IndexRecord
{
    /// <summary><c>P:</c></summary>
    public required string Name { get; init; }

    /// <summary><c>V:</c></summary>
    public required PackageVersion Version { get; init; }

    /// <summary><c>A:</c></summary>
    public required string Architecture { get; init; }

    /// <summary><c>C:</c>, the identity: <c>Q1</c> and the base64 SHA-1 of the control member as stored.</summary>
    public required string Checksum { get; init; }

    /// <summary><c>S:</c>, bytes of the .apk.</summary>
    public long Size { get; init; }

    /// <summary><c>I:</c>, bytes when installed.</summary>
    public long InstalledSize { get; init; }

    /// <summary><c>T:</c></summary>
    public string Description { get; init; } = "";

    /// <summary><c>U:</c></summary>
    public string Url { get; init; } = "";

    /// <summary><c>L:</c></summary>
    public string License { get; init; } = "";

    /// <summary><c>o:</c></summary>
    public string Origin { get; init; } = "";

    /// <summary><c>m:</c></summary>
    public string Maintainer { get; init; } = "";

    /// <summary><c>t:</c>, seconds since 1970; null when absent.</summary>
    public long? BuildTime { get; init; }

    /// <summary><c>c:</c></summary>
    public string Commit { get; init; } = "";

    /// <summary><c>k:</c></summary>
    public long ProviderPriority { get; init; }

    /// <summary><c>D:</c></summary>
    public ImmutableArray<DependencyAtom> Depends { get; init; } = [];

    /// <summary><c>p:</c></summary>
    public ImmutableArray<Provide> Provides { get; init; } = [];

    /// <summary><c>i:</c></summary>
    public ImmutableArray<DependencyAtom> InstallIf { get; init; } = [];

    /// <summary>Why the package can't be installed (an unknown upper-case field, a malformed dependency), or null.</summary>
    public string? UnusableBecause { get; init; }

    /// <summary>The package's file name in its repository: <c>NAME-VERSION.apk</c>.</summary>
    public string FileName => $"{Name}-{Version}.apk";
}
