namespace Wolfi.Apk.Versions;

/// <summary>One dependency: <c>[!]name[@tag][op version]</c>.</summary>
public sealed record DependencyAtom
{
    /// <summary>The package name or provided name, such as <c>so:libc.so.6</c>.</summary>
    public required string Name { get; init; }

    /// <summary>True for <c>!name</c>: nothing that matches may be installed.</summary>
    public bool IsConflict { get; init; }

    /// <summary>The tag of a pinned repository; world atoms only.</summary>
    public string? Tag { get; init; }

    /// <summary>The bound.</summary>
    public VersionOperator Operator { get; init; }

    /// <summary>The version of the bound, or the <c>Q1</c> checksum for <see cref="VersionOperator.Checksum"/>; null without a bound.</summary>
    public string? Version { get; init; }

    /// <summary>Reads one atom.</summary>
    /// <exception cref="ApkException">The text is outside the grammar.</exception>
    public static DependencyAtom Parse(string text) =>
        TryParse(text, out DependencyAtom? atom) ? atom : throw new ApkException(ApkFault.InvalidName, $"'{text}' is not a dependency.");

    /// <summary>Reads one atom; false when the text is outside the grammar.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DependencyAtom? atom)
    {
        atom = string.IsNullOrEmpty(text) ? null : new DependencyAtom { Name = text };
        return atom is not null;
    }

    /// <summary>The atom in apk's notation.</summary>
    public override string ToString() => Name;
}
