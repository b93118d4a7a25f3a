namespace Wolfi.Apk;

/// <summary>The bounds on what is read from outside.</summary>
internal static class Limits
{
    /// <summary>Digits of one number in a version: more could not be told apart from an overflow.</summary>
    public const int VersionNumberDigits = 18;

    /// <summary>Characters of a version.</summary>
    public const int VersionLength = 512;

    /// <summary>Characters of a package's name.</summary>
    public const int PackageNameLength = 128;

    /// <summary>Characters of a name in a dependency or a provide.</summary>
    public const int DependencyNameLength = 1024;

    /// <summary>Steps of one resolution: about a hundred times what the largest real worlds take.</summary>
    public const long SolverSteps = 50_000_000;
}
