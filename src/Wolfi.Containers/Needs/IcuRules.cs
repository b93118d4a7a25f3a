using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Indexes;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>.NET tries ICU's versions by name, from <see cref="NeedRules.NewestIcu"/> down to <see cref="NeedRules.OldestIcu"/>: any other is as good as none.</summary>
internal static class IcuRules
{
    private const string Soname = "so:libicuuc.so.";

    /// <summary>Looks whether the ICU among the image's packages is one that the app's runtime loads.</summary>
    /// <param name="needs">The needs; without ICU among them nothing is checked.</param>
    /// <param name="packages">The image's packages.</param>
    /// <exception cref="WolfiException">There is an ICU, and none that the runtime loads.</exception>
    public static void Check(ImmutableArray<Need> needs, IEnumerable<IndexRecord> packages)
    {
        if (needs.All(need => need.Key != NeedRules.Icu))
        {
            return;
        }

        (IndexRecord Package, string Version)[] there =
            [.. packages.SelectMany(package => package.Provides.Where(provide => provide.Name.StartsWith(Soname, StringComparison.Ordinal)).Select(provide => (package, provide.Name[Soname.Length..])))];
        if (there.Length > 0 && !there.Any(icu => IsLoaded(icu.Version)))
        {
            throw NeedErrors.IcuNotLoaded.Fail(there[0].Package.Name, there[0].Package.Version, there[0].Version, NeedRules.OldestIcu, NeedRules.NewestIcu);
        }
    }

    private static bool IsLoaded(string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= NeedRules.OldestIcu and <= NeedRules.NewestIcu;
}
