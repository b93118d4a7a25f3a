using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>Where the key comes from that signs an app's packages.</summary>
/// <param name="NamedFile">PEM file of the key that the project names; null where it names none.</param>
/// <param name="KeptFile">PEM file of the user's own key for such a project, whether it is there or not; null makes a key for one build and drops it.</param>
public sealed record PackageKeySource(string? NamedFile = null, string? KeptFile = null)
{
    private const string NameForOneBuild = "build.rsa.pub";

    /// <summary>Whether the project names a key: part of what the image is made of.</summary>
    public bool IsNamed => NamedFile is not null;

    /// <summary>Whether it is the user's own.</summary>
    public bool IsKept => NamedFile is null && KeptFile is not null;

    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="WolfiException">It can't be read or made.</exception>
    public SigningKey Find() => this switch
    {
        { NamedFile: { } named } => KeyFiles.ReadSigning(named, publicName: null),
        { KeptFile: { } kept } => DevelopmentPackageKey.ReadOrMake(kept),
        _ => SigningKey.Generate(NameForOneBuild),
    };
}
