using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary>
/// ICU. Wolfi keeps the data in <c>usr/share/icu/VERSION/icudtNNl.dat</c>; Debian keeps it inside <c>libicudata.so.NN</c>, so here that library
/// is what <c>icuNN-data-full</c> holds: the image runs, and leaving the data package out breaks it, as in Wolfi.
/// </summary>
internal static class Icu
{
    public static IEnumerable<Recipe> Make(Machine machine)
    {
        int major = machine.IcuVersion();
        string version = machine.Debian.ApkVersion($"libicu{major}");
        const string description = "International Components for Unicode library";
        yield return new Recipe
        {
            Name = "icu",
            Version = version,
            Origin = "icu",
            License = "MIT",
            Description = description,
            Depends = [$"libicu{major}"],
            Contents = new Tree().Libraries(machine, $"libicutest.so.{major}", $"libicutu.so.{major}").Contents,
        };
        yield return new Recipe
        {
            Name = $"libicu{major}",
            Version = version,
            Origin = "icu",
            License = "MIT",
            Description = description + " (libs)",
            Depends = [$"icu{major}-data-full"],
            Contents = new Tree().Libraries(machine, $"libicui18n.so.{major}", $"libicuio.so.{major}", $"libicuuc.so.{major}").Contents,
        };
        yield return new Recipe
        {
            Name = $"icu{major}-data-full",
            Version = version,
            Origin = "icu",
            License = "MIT",
            Description = "Full ICU data",
            Contents = new Tree().Library(machine, $"libicudata.so.{major}").Contents,
        };
    }
}
