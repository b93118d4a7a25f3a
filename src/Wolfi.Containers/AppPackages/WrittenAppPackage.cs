using Wolfi.Apk.Packages;

namespace Wolfi.Containers.AppPackages;

/// <summary>One package of the app on disk.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="File">Absolute path of the .apk file.</param>
/// <param name="Package">What is in it.</param>
public sealed record WrittenAppPackage(AppPackageKind Kind, string File, ApkPackage Package);
