using Wolfi.Apk.Packages;

namespace Wolfi.Apk.Repositories;

/// <summary>What one fetch of a package is about: whoever asks for an equal one at the same time gets its result.</summary>
/// <param name="EntryName">The package's name in the cache.</param>
/// <param name="Repository">Where it comes from.</param>
/// <param name="Pin">What the lock file says of it.</param>
internal sealed record PackageFlight(string EntryName, PackageRepository Repository, PackagePin? Pin);
