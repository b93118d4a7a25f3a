using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>A package that might have satisfied a dependency, and why it does not.</summary>
/// <param name="Package">Its name and version, and what it provides where the dependency knows it by another name: <c>libssl3-3 (provides so:libssl.so.3=3)</c>.</param>
/// <param name="Why">Why it fell, as the rest of a sentence.</param>
/// <param name="Opposed">Who stands against it, from the world's atom down to the package; empty when nobody does.</param>
public sealed record FallenCandidate(string Package, string Why, ImmutableArray<string> Opposed);
