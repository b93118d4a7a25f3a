namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI208x: keys that a repository names when it is asked.</summary>
public static class KeyErrors
{
    /// <summary>The key set is damaged, or one of its keys can't be used.</summary>
    public static DiagnosticDescriptor KeySetRefused { get; } = Error("WOLFI2080", "Key set refused",
        "{0}", "Nothing was written. Get the key from the repository's owner some other way, and tell them.");

    /// <summary>A file of the key's name holds something else.</summary>
    public static DiagnosticDescriptor AnotherKeyThere { get; } = Error("WOLFI2081", "Another key of that name",
        "{0} holds another key than the repository names now, with the fingerprint {1}.",
        "Nothing was written. Ask the repository's owner whether the key was changed, then remove the old file yourself.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
