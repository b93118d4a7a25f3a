namespace Wolfi.Containers.Inspection;

/// <summary>One reason why a resolution has a package.</summary>
/// <param name="NeededBy">The package that has the dependency; null when it was asked for directly, or comes by <c>install_if</c>.</param>
/// <param name="Atom">The dependency that the package answers, or the whole <c>install_if</c>.</param>
/// <param name="IsInstallIf">True when its own <c>install_if</c> brought it in.</param>
public sealed record PackageReason(string? NeededBy, string Atom, bool IsInstallIf);
