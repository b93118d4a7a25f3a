namespace Wolfi.Apk.Versions;

/// <summary>One architecture under its three names.</summary>
/// <param name="Apk">In package indexes and packages: <c>x86_64</c>.</param>
/// <param name="Oci">In image configurations and platforms: <c>amd64</c>.</param>
/// <param name="RuntimeIdentifier">In .NET runtime identifiers: <c>x64</c>.</param>
public sealed record Architecture(string Apk, string Oci, string RuntimeIdentifier);
