namespace Wolfi.Apk.Versions;

/// <summary>A name that a package provides, with a version (acts like a package of that name) or without (virtual).</summary>
public sealed record Provide(string Name, PackageVersion? Version)
{
    /// <summary>The provide in apk's notation.</summary>
    public override string ToString() => Version is null ? Name : $"{Name}={Version}";
}
