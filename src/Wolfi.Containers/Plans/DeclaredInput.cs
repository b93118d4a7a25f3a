using System.Collections.Immutable;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Plans;

/// <summary>What the project declares, with its content read.</summary>
public sealed record DeclaredInput
{
    /// <summary>Nothing declared.</summary>
    public static DeclaredInput None { get; } = new();

    /// <summary>Certificates to trust, ordered as declared.</summary>
    public ImmutableArray<Certificate> Certificates { get; init; } = [];

    /// <summary>Accounts, ordered as declared.</summary>
    public ImmutableArray<DeclaredAccount> Accounts { get; init; } = [];

    /// <summary>Files, ordered as declared.</summary>
    public ImmutableArray<File> Files { get; init; } = [];

    /// <summary>True when nothing is declared.</summary>
    public bool IsEmpty => Certificates.IsEmpty && Accounts.IsEmpty && Files.IsEmpty;

    /// <summary>A file of PEM certificates.</summary>
    /// <param name="Name">File name in <c>usr/local/share/ca-certificates</c>.</param>
    /// <param name="Pem">Its certificates as canonical PEM, nothing else.</param>
    /// <param name="Sha256">SHA-256 of that text, lower-case hexadecimal.</param>
    public sealed record Certificate(string Name, string Pem, string Sha256);

    /// <summary>A file's declaration and what its source holds.</summary>
    /// <param name="Declaration">Target, mode, owner.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Sha256">SHA-256 of the content, lower-case hexadecimal.</param>
    public sealed record File(DeclaredFile Declaration, long Size, string Sha256)
    {
        /// <summary>Opens the content: the declaration's source file, unless the content is at hand elsewhere.</summary>
        public Func<Stream> Open { get; init; } = () => System.IO.File.OpenRead(Declaration.SourceFile);
    }
}
