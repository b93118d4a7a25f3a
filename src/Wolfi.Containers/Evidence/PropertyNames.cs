namespace Wolfi.Containers.Evidence;

/// <summary>Names of what documents say beyond their formats; in documents each begins with the prefix.</summary>
internal static class PropertyNames
{
    /// <summary>The prefix.</summary>
    public const string Prefix = "wolfi-containers:";

    /// <summary>The commit that a component was built from.</summary>
    public const string Commit = "commit";

    /// <summary>Who signed a NuGet package as its author.</summary>
    public const string AuthorSignature = "author-signature";

    /// <summary>Who signed a NuGet package as the repository that it came from.</summary>
    public const string RepositorySignature = "repository-signature";

    /// <summary>The layer that a package is.</summary>
    public const string Layer = "layer";

    /// <summary>Who answers for a layer's bytes.</summary>
    public const string Class = "class";

    /// <summary>What is known of where a file's bytes came from.</summary>
    public const string Trace = "trace";

    /// <summary>The platform that an image is for.</summary>
    public const string Platform = "platform";

    /// <summary>Bytes of the inputs that a single file or native program was made of, by their source: <c>own 5120, upstream 70000</c>.</summary>
    public const string MadeOf = "made-of";
}
