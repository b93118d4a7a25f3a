namespace Wolfi.Containers.Signing;

/// <summary>The forms of signatures.</summary>
[Flags]
public enum SignatureFormats
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Sigstore bundles, attached as referrers: what cosign 3 writes and reads.</summary>
    Bundle = 1,

    /// <summary>The form of cosign 2: manifests under the tags <c>sha256-….sig</c> and <c>.att</c>.</summary>
    Classic = 2,
}
