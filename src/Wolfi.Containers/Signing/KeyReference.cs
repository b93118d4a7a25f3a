using System.Collections.Immutable;

namespace Wolfi.Containers.Signing;

/// <summary>Where a private key is, as <c>WolfiSigningKey</c> and <c>--key</c> name it. It holds no secret.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Place">Path of the file, name of the environment variable, URI of the token's object, or path or name of the program.</param>
/// <param name="Arguments">The program's arguments; otherwise none.</param>
public sealed record KeyReference(KeyReferenceKind Kind, string Place, ImmutableArray<string> Arguments)
{
    private const string EnvironmentPrefix = "env://";
    private const string CommandPrefix = "exec:";
    private const string TokenPrefix = "pkcs11:";

    /// <summary>Reads a reference.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="fullPath">Makes an absolute path of one that is written in a setting.</param>
    /// <returns>The reference; null and the reason, which repeats nothing of the text, when it is none.</returns>
    public static (KeyReference? Reference, string? Reason) Parse(string text, Func<string, string> fullPath)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fullPath);
        if (text.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            string name = text[EnvironmentPrefix.Length..];
            return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                ? (new KeyReference(KeyReferenceKind.Environment, name, []), null)
                : (null, "what follows 'env://' is no name of an environment variable");
        }

        if (text.StartsWith(CommandPrefix, StringComparison.Ordinal))
        {
            return Command(text[CommandPrefix.Length..], fullPath);
        }

        if (text.StartsWith(TokenPrefix, StringComparison.Ordinal))
        {
            // RFC 7512, section 2.4: a PIN in the URI is for tests.
            return text.Contains("pin-value", StringComparison.OrdinalIgnoreCase)
                ? (null, "it holds a PIN; 'pin-source' names a file that does")
                : (new KeyReference(KeyReferenceKind.Token, text, []), null);
        }

        return text.Contains("://", StringComparison.Ordinal) ? (null, "there is no such scheme; a command can ask any other service")
            : text.Length == 0 || text.Any(char.IsControl) ? (null, "it is no path")
            : (new KeyReference(KeyReferenceKind.File, fullPath(text), []), null);
    }

    /// <summary>The reference as messages show it.</summary>
    public override string ToString() => Kind switch
    {
        KeyReferenceKind.Environment => $"the environment variable {Place}",
        KeyReferenceKind.Command => $"the command {Place}",
        KeyReferenceKind.Token => "the PKCS#11 token's key",
        _ => $"the key file '{Place}'",
    };

    // Words are separated by blanks; double quotes hold words with blanks together. No shell ever sees them.
    private static (KeyReference? Reference, string? Reason) Command(string text, Func<string, string> fullPath)
    {
        if (text.Any(char.IsControl) || text.Count(c => c == '"') % 2 != 0)
        {
            return (null, "the command after 'exec:' has a quotation mark too few, or control characters");
        }

        string[] pieces = text.Split('"');
        List<string> words = [];
        for (int i = 0; i < pieces.Length; i++)
        {
            words.AddRange(i % 2 == 1 ? [pieces[i]] : pieces[i].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return words is [{ Length: > 0 } program, .. var arguments]
            ? (new KeyReference(KeyReferenceKind.Command, Path.GetFileName(program) == program ? program : fullPath(program), [.. arguments]), null)
            : (null, "no command follows 'exec:'");
    }
}
