namespace Wolfi.Containers.Settings;

/// <summary>A property that a build file of a NuGet package sets.</summary>
/// <param name="Name">The property.</param>
/// <param name="Value">What the file sets it to, as written.</param>
/// <param name="File">Absolute path of the file.</param>
public sealed record PackageProperty(string Name, string Value, string File);
