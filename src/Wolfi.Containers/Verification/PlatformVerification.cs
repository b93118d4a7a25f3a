using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Verification;

/// <summary>What the verification of one platform's image found.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Verification">What was found.</param>
public sealed record PlatformVerification(Platform Platform, Verification Verification);
