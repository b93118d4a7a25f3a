namespace Wolfi.Containers.Settings;

/// <summary>The grammar of the patterns by which a repository's rules name packages.</summary>
internal static class PackageRules
{
    /// <summary>Whether it is a name in which <c>*</c> stands for anything.</summary>
    public static bool IsPattern(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '-' or '_' or '.' or '+' or ':');
}
