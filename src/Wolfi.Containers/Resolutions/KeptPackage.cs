using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Resolutions;

/// <summary>A package that was chosen before.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version that it has, and keeps where that is possible.</param>
/// <param name="Origin">The package that it is built with; empty where it names none.</param>
public sealed record KeptPackage(string Name, PackageVersion Version, string Origin)
{
    /// <summary>What moves together: the packages of one origin.</summary>
    internal string Group => Origin.Length > 0 ? Origin : Name;
}
