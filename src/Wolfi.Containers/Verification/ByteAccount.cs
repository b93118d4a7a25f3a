using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Oci;

namespace Wolfi.Containers.Verification;

/// <summary>
/// The account of an image's bytes: each layer, the config and the manifest belong to a class, or a finding says why not. It says nothing of who
/// signed the image.
/// </summary>
public sealed record ByteAccount
{
    /// <summary>The class of bytes that nobody accounts for.</summary>
    public const string NoClass = "none";

    /// <summary>The class of bytes that only the image's signature answers for.</summary>
    public const string DeclaredClass = "declared";

    /// <summary>Digest of the image's manifest.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public required ImmutableArray<AccountedLayer> Layers { get; init; }

    /// <summary>Bytes of config and manifest.</summary>
    public required long DocumentBytes { get; init; }

    /// <summary>Whether config and manifest are those that are computed.</summary>
    public bool DocumentsRecomputed { get; init; }

    /// <summary>What the project added by hand.</summary>
    public ImmutableArray<DeclaredThing> Declared { get; init; } = [];

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public required ImmutableArray<Diagnostic> Findings { get; init; }

    /// <summary>What somebody should know, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>True when nothing is wrong: every byte is in a class.</summary>
    public bool IsComplete => Findings.IsEmpty;

    /// <summary>Each class's bytes, in the order of classes; what is in no class comes last.</summary>
    public ImmutableArray<ClassShare> Shares =>
    [
        .. Layers.Select(layer => (Class: ClassOf(layer), Bytes: layer.Size))
            .Append((Class: DocumentsRecomputed ? ByteClass.Recomputed.Name() : NoClass, Bytes: DocumentBytes))
            .GroupBy(part => part.Class, StringComparer.Ordinal)
            .Select(group => new ClassShare(group.Key, group.Sum(part => part.Bytes)))
            .OrderBy(share => Place(share.Class)),
    ];

    /// <summary>The account once the image's own signature holds: whoever signed it answers for the app's layers.</summary>
    public ByteAccount TeamSignedBy(string signer) => this with
    {
        Layers = [.. Layers.Select(layer => layer.Class == ByteClass.Team ? layer with { Signer = signer } : layer)],
    };

    // What is declared can't be told from what is computed in compressed bytes: the whole layer counts.
    private static string ClassOf(AccountedLayer layer) => layer.Class switch
    {
        null => NoClass,
        ByteClass.Mixed => DeclaredClass,
        { } known => known.Name(),
    };

    private static int Place(string name) => Array.IndexOf(
        [ByteClass.Distribution.Name(), ByteClass.IndexVouched.Name(), ByteClass.Team.Name(), ByteClass.Recomputed.Name(), DeclaredClass, ByteClass.Untrusted.Name(), NoClass], name);
}
