namespace Wolfi.Apk.Packages;

/// <summary>One line <c>key = value</c> of a <c>.PKGINFO</c>.</summary>
/// <param name="Number">Counted from 1, with comments and empty lines.</param>
/// <param name="Key">Before the separator.</param>
/// <param name="Value">After it.</param>
internal sealed record PackageInfoLine(int Number, string Key, string Value);
