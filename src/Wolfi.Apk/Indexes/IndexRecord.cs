using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>One package's block in an APKINDEX. A record that was read from an index decodes most of its members when they are first asked for.</summary>
public sealed record IndexRecord
{
    private readonly RecordBlock _block;
    private readonly string? _unknownField;
    private RecordDetails? _details;
    private ImmutableArray<DependencyAtom> _depends;
    private ImmutableArray<Provide> _provides;
    private ImmutableArray<DependencyAtom> _installIf;
    private Usability? _usability;

    /// <summary>Makes a record member by member.</summary>
    public IndexRecord()
    {
    }

    [SetsRequiredMembers]
    internal IndexRecord(RecordBlock block, string name, PackageVersion version, string architecture, string? unknownField)
    {
        _block = block;
        _unknownField = unknownField;
        Name = name;
        Version = version;
        Architecture = architecture;
        Checksum = null!; // decoded with the rest of the details
    }

    /// <summary><c>P:</c></summary>
    public required string Name { get; init; }

    /// <summary><c>V:</c></summary>
    public required PackageVersion Version { get; init; }

    /// <summary><c>A:</c></summary>
    public required string Architecture { get; init; }

    /// <summary><c>C:</c>, the identity: <c>Q1</c> and the base64 SHA-1 of the control member as stored.</summary>
    public required string Checksum
    {
        get => Details.Checksum ?? "";
        init => _details = value is null ? null : Details with { Checksum = value };
    }

    /// <summary><c>S:</c>, bytes of the .apk.</summary>
    public long Size { get; init; }

    /// <summary><c>I:</c>, bytes when installed.</summary>
    public long InstalledSize { get => Details.InstalledSize; init => _details = Details with { InstalledSize = value }; }

    /// <summary><c>T:</c></summary>
    public string Description { get => Details.Description; init => _details = Details with { Description = value }; }

    /// <summary><c>U:</c></summary>
    public string Url { get => Details.Url; init => _details = Details with { Url = value }; }

    /// <summary><c>L:</c></summary>
    public string License { get => Details.License; init => _details = Details with { License = value }; }

    /// <summary><c>o:</c></summary>
    public string Origin { get => Details.Origin; init => _details = Details with { Origin = value }; }

    /// <summary><c>m:</c></summary>
    public string Maintainer { get => Details.Maintainer; init => _details = Details with { Maintainer = value }; }

    /// <summary><c>t:</c>, seconds since 1970; null when absent.</summary>
    public long? BuildTime { get => Details.BuildTime; init => _details = Details with { BuildTime = value }; }

    /// <summary><c>c:</c></summary>
    public string Commit { get => Details.Commit; init => _details = Details with { Commit = value }; }

    /// <summary><c>k:</c></summary>
    public long ProviderPriority { get; init; }

    /// <summary><c>D:</c></summary>
    public ImmutableArray<DependencyAtom> Depends
    {
        get => _depends.IsDefault ? _depends = RecordItems.Atoms(_block.Depends) : _depends;
        init => _depends = value;
    }

    /// <summary><c>p:</c></summary>
    public ImmutableArray<Provide> Provides
    {
        get => _provides.IsDefault ? _provides = RecordItems.Provides(_block.Provides) : _provides;
        init => _provides = value;
    }

    /// <summary>The line of the provides as it was read, while it is not decoded yet: names can be looked for there without making them.</summary>
    internal bool TryGetProvidesLine(out ReadOnlySpan<byte> line)
    {
        line = _provides.IsDefault ? _block.Provides : [];
        return _provides.IsDefault;
    }

    /// <summary><c>i:</c>; empty also when it is malformed, which only disables the rule.</summary>
    public ImmutableArray<DependencyAtom> InstallIf
    {
        get => _installIf.IsDefault ? _installIf = RecordItems.Rule(_block.InstallIf) : _installIf;
        init => _installIf = value;
    }

    /// <summary>Why the package can't be installed (an unknown upper-case field, a malformed dependency), or null.</summary>
    public string? UnusableBecause
    {
        get => (_usability ??= Usability.Of(_unknownField ?? RecordItems.FindFault(_block))).Fault;
        init => _usability = Usability.Of(value);
    }

    /// <summary>The package's file name in its repository: <c>NAME-VERSION.apk</c>.</summary>
    public string FileName => $"{Name}-{Version}.apk";

    /// <summary>The lines that the record was read from; empty for one that was made.</summary>
    internal RecordBlock Block => _block;

    private RecordDetails Details => _details ??= _block.Details();

    /// <summary>Whether both have the same values, whether read or made.</summary>
    public bool Equals(IndexRecord? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (Checksum == other.Checksum && UnusableBecause == other.UnusableBecause && IndexText.Block(this) == IndexText.Block(other)));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Checksum);

    /// <summary>Name and version, as in file names.</summary>
    public override string ToString() => $"{Name}-{Version}";

    // Apart from the text, so that null can mean both "not looked at" and "usable".
    private sealed class Usability(string? fault)
    {
        private static readonly Usability Usable = new(null);

        public string? Fault { get; } = fault;

        public static Usability Of(string? fault) => fault is null ? Usable : new Usability(fault);
    }
}
