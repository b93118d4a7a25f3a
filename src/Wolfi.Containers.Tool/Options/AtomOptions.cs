using System.CommandLine.Parsing;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Tool.Options;

/// <summary>The grammar of what can be asked for.</summary>
internal static class AtomOptions
{
    /// <summary>Refuses words that are no dependencies.</summary>
    public static void Check(SymbolResult result)
    {
        foreach (string text in result.Tokens.Select(token => token.Value).Where(text => !DependencyAtom.TryParse(text, out _)))
        {
            result.AddError($"'{text}' is no dependency: write NAME, NAME=VERSION, NAME~VERSION, NAME>=VERSION or !NAME.");
        }
    }
}
