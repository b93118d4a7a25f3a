using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Resolutions;

/// <summary>A package that was chosen before.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version that it has, and keeps where that is possible.</param>
/// <param name="Origin">The package that it is built with: packages of one origin move together.</param>
public sealed record KeptPackage(string Name, PackageVersion Version, string Origin);
