using System.Globalization;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>From the frameworks of a runtime configuration to the distribution's runtime packages.</summary>
internal static class FrameworkRules
{
    /// <summary>Adds the need of the runtime.</summary>
    /// <returns>The package that holds most of it.</returns>
    /// <exception cref="WolfiException">There is no configuration, or it names a framework that no package has.</exception>
    public static string Apply(PublishedApp app, RuntimeConfiguration configuration, NeedCollector needs)
    {
        if (app.RuntimeConfiguration is null)
        {
            throw AppErrors.NoRuntimeConfiguration.Fail(app.AssemblyName);
        }

        if (configuration.Frameworks.IsEmpty)
        {
            throw AppErrors.InvalidRuntimeConfiguration.Fail(app.AssemblyName, "names no shared framework");
        }

        // No lower bound: the distribution numbers these packages by the SDK's version, and the configuration by the runtime's.
        List<(int Rank, int Major, string Package, FrameworkReference Framework)> found = [.. configuration.Frameworks.Select(framework => Answer(app, framework))];
        string last = "";
        foreach ((int rank, int major, string package, FrameworkReference framework) in found.OrderBy(entry => entry.Rank))
        {
            bool contained = found.Any(other => other.Rank > rank && other.Major == major);
            NeedEvidence evidence = new($"{app.AssemblyName}.runtimeconfig.json", $"framework {framework.Name} {framework.Version}", contained ? null : package);
            needs.Add(NeedRules.Runtime, contained ? [] : [package], evidence);
            last = package;
        }

        return last;
    }

    private static (int Rank, int Major, string Package, FrameworkReference Framework) Answer(PublishedApp app, FrameworkReference framework)
    {
        for (int rank = 0; rank < NeedRules.Frameworks.Length; rank++)
        {
            if (NeedRules.Frameworks[rank].Framework == framework.Name)
            {
                return (rank, framework.Major, string.Format(CultureInfo.InvariantCulture, NeedRules.Frameworks[rank].Package, framework.Major), framework);
            }
        }

        throw AppErrors.UnknownFramework.Fail(app.AssemblyName, framework.Name, framework.Name == "Microsoft.WindowsDesktop.App"
            ? "Windows Forms and WPF run on Windows only: remove UseWindowsForms and UseWPF, and the -windows suffix of the target framework."
            : "Publish self-contained, so that the app brings the framework.");
    }
}
