using Wolfi.SupplyChain;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI710x and 711x: the keys that sign images. No message holds key text or a password.</summary>
public static class SigningKeyErrors
{
    /// <summary>A key is not where it should be.</summary>
    public static DiagnosticDescriptor NoKey { get; } = Error("WOLFI7100", "No key there",
        "{0} can't be used: {1}.", "Name a key file, env://NAME, exec:PROGRAM or pkcs11:URI; 'dotnet wolfi keys new' makes a key file.");

    /// <summary>A key is of another kind or form.</summary>
    public static DiagnosticDescriptor KeyRefused { get; } = Error("WOLFI7101", "Key refused",
        "{0}", "'dotnet wolfi keys new' makes a key; 'dotnet wolfi keys import FILE' encrypts one that is plain PKCS#8.");

    /// <summary>A key is a cosign.key.</summary>
    public static DiagnosticDescriptor CosignKey { get; } = Error("WOLFI7102", "cosign.key",
        "{0}", "No maintained .NET library reads that form. Make a key with 'dotnet wolfi keys new'; 'openssl pkey -in wolfi.key' and 'cosign import-key-pair' give cosign the same one. "
        + "A key that you still have as plain PEM comes in by 'dotnet wolfi keys import FILE'.");

    /// <summary>The password of a key is missing or wrong.</summary>
    public static DiagnosticDescriptor NoPassword { get; } = Error("WOLFI7103", "Key not opened",
        "{0}", "Set WOLFI_KEY_PASSWORD or COSIGN_PASSWORD in the environment; a password is never a property or an argument.");

    /// <summary>A signing command does not do what it should.</summary>
    public static DiagnosticDescriptor CommandFailed { get; } = Error("WOLFI7104", "Signing command failed",
        "The signing command {0} can't be used: {1}.",
        "It prints its public key as PEM for the argument 'public-key', and for 'sign' reads a SHA-256 and prints the DER signature: docs/signing.md has examples.");

    /// <summary>A key file needs no password.</summary>
    public static DiagnosticDescriptor PlainKey { get; } = Warning("WOLFI7105", "Key without password",
        "The key file '{0}' is not encrypted.", "'dotnet wolfi keys import FILE' makes an encrypted one of it.");

    /// <summary>A key file is open to others.</summary>
    public static DiagnosticDescriptor KeyOpenToOthers { get; } = Warning("WOLFI7106", "Key open to others",
        "Other users may read or write the key file '{0}'.", "Run 'chmod 600' on it, and make a new key if somebody may have copied it.");

    /// <summary>A file is there already.</summary>
    public static DiagnosticDescriptor FileThere { get; } = Error("WOLFI7110", "A file is there",
        "'{0}' is there already, and no key is ever overwritten.", "Name another prefix, or remove the file yourself.");

    /// <summary>A name can't be that of a key's files.</summary>
    public static DiagnosticDescriptor NameRefused { get; } = Error("WOLFI7111", "No name of a key",
        "'{0}' can't be the name of a key's files.", "Name a path without control characters that ends in a file's name, such as keys/team: it makes keys/team.key and keys/team.pub.");

    /// <summary>PKCS#11 can't be reached.</summary>
    public static DiagnosticDescriptor NoToken { get; } = Error("WOLFI7112", "Token not reached",
        "The PKCS#11 key can't be used: {0}.", "Install OpenSSL's pkcs11 provider or engine and check the URI with 'openssl pkey', or sign by a command: exec:PROGRAM.");

    /// <summary>The coded failure of a key.</summary>
    internal static WolfiException From(EvidenceException exception) => exception.Fault switch
    {
        EvidenceFault.CosignKey => CosignKey.Fail(exception, exception.Message),
        EvidenceFault.WrongPassword => NoPassword.Fail(exception, exception.Message),
        _ => KeyRefused.Fail(exception, exception.Message),
    };

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
