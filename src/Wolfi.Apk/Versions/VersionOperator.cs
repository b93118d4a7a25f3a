namespace Wolfi.Apk.Versions;

/// <summary>How a dependency atom bounds a version.</summary>
public enum VersionOperator
{
    /// <summary>No bound: any version, and provides without one.</summary>
    Any,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>~</c>, also <c>=~</c> and <c>~=</c>: token-wise prefix.</summary>
    Fuzzy,

    /// <summary><c>&lt;~</c>: less, or prefix.</summary>
    LessOrFuzzy,

    /// <summary><c>&gt;~</c>: greater, or prefix.</summary>
    GreaterOrFuzzy,

    /// <summary><c>&gt;&lt;</c>: the package's identity checksum equals.</summary>
    Checksum,
}
