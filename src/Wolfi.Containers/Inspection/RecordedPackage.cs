using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Inspection;

/// <summary>A package as <c>etc/wolfi-containers.json</c> names it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="DataHash">SHA-256 of the data member, lower-case hexadecimal: the layer's digest.</param>
/// <param name="Class">Who answers for it.</param>
public sealed record RecordedPackage(string Name, string Version, string DataHash, ByteClass Class);
