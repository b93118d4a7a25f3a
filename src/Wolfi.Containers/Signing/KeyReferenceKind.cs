namespace Wolfi.Containers.Signing;

/// <summary>The kinds of places where a private key can be.</summary>
public enum KeyReferenceKind
{
    /// <summary>A PEM file.</summary>
    File,

    /// <summary>An environment variable that holds PEM text: <c>env://NAME</c>.</summary>
    Environment,

    /// <summary>A program that signs: <c>exec:PROGRAM ARGUMENTS</c>.</summary>
    Command,

    /// <summary>A PKCS#11 token that OpenSSL reaches: <c>pkcs11:…</c> (RFC 7512).</summary>
    Token,
}
