using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>What the project adds by hand: vouched for by the image's signature alone, and always listed.</summary>
public sealed record DeclaredContent
{
    /// <summary>PEM files of certificates to trust (<c>WolfiCertificate</c>).</summary>
    public ImmutableArray<string> CertificateFiles { get; init; } = [];

    /// <summary>Accounts (<c>WolfiAccount</c>).</summary>
    public ImmutableArray<DeclaredAccount> Accounts { get; init; } = [];

    /// <summary>Files (<c>WolfiFile</c>).</summary>
    public ImmutableArray<DeclaredFile> Files { get; init; } = [];
}
