using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Signing;

/// <summary>A manifest or index that was signed.</summary>
/// <param name="Said">What the signature says.</param>
/// <param name="Platform">The platform of an image; null for an index.</param>
/// <param name="Stood">Whether such a signature by this key was there already, so that none was added.</param>
public sealed record SignedSubject(SignedImage Said, Platform? Platform, bool Stood);
