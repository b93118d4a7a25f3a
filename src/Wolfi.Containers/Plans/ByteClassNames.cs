using Wolfi.Apk.Packages;

namespace Wolfi.Containers.Plans;

/// <summary>The table of classes and layer kinds as documents spell them.</summary>
public static class ByteClassNames
{
    /// <summary>The class's name in documents.</summary>
    public static string Name(this ByteClass value) => value switch
    {
        ByteClass.Distribution => "distribution",
        ByteClass.IndexVouched => "index-vouched",
        ByteClass.Team => "team",
        ByteClass.Recomputed => "recomputed",
        ByteClass.Mixed => "mixed",
        ByteClass.Untrusted => "untrusted",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The kind's name in documents.</summary>
    public static string Name(this LayerKind value) => value switch
    {
        LayerKind.Package => "package",
        LayerKind.Proof => "proof",
        LayerKind.Team => "team",
        LayerKind.State => "state",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The class of a package's layer.</summary>
    public static ByteClass ToByteClass(this PackageTrust trust) => trust switch
    {
        PackageTrust.PackageSigned => ByteClass.Distribution,
        PackageTrust.IndexVouched => ByteClass.IndexVouched,
        PackageTrust.Untrusted => ByteClass.Untrusted,
        _ => throw new ArgumentOutOfRangeException(nameof(trust)),
    };
}
