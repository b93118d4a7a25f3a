using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>A record under one of its names.</summary>
/// <param name="Record">The record.</param>
/// <param name="Place">Its place in the index.</param>
/// <param name="Version">The version under that name: the record's own, or the provided one; null for a provide without version.</param>
internal sealed record NamedRecord(IndexRecord Record, int Place, PackageVersion? Version);
