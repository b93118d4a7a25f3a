namespace Wolfi.Containers.Verification;

/// <summary>What an image must prove.</summary>
public sealed record VerificationPolicy
{
    /// <summary>What the account of bytes is held to.</summary>
    public required AccountPolicy Account { get; init; }

    /// <summary>Whose signature the image must have.</summary>
    public SignaturePolicy Signature { get; init; } = new();

    /// <summary>True when no signature of the image is asked for: the account of bytes alone. Who made the app's layers then stays unproved.</summary>
    public bool AllowNoSignature { get; init; }

    /// <summary>Why the policy asks for nothing; null when it asks for something.</summary>
    public string? Emptiness => AllowNoSignature || !Signature.Signers.IsEmpty ? null : "keys of packages say nothing of images, and neither a key nor an identity of the image's signer is named";
}
