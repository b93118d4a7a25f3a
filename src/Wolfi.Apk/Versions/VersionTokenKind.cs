namespace Wolfi.Apk.Versions;

/// <summary>The kinds of version tokens. The earlier kind is the greater one where two versions part.</summary>
internal enum VersionTokenKind
{
    FirstNumber,
    Number,
    Letter,
    Suffix,
    SuffixNumber,
    Hash,
    Revision,
    End,
    Invalid,
}
