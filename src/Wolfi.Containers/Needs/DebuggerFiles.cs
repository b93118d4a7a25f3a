using System.Collections.Immutable;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Needs;

/// <summary>Leaves out those files of a self-contained app's runtime that it runs without.</summary>
internal static class DebuggerFiles
{
    private const string CollectorPrefix = "System.GC.";

    /// <summary>The app without them, where that is wanted; other garbage collectors stay where the app may choose one.</summary>
    /// <param name="app">The app.</param>
    /// <param name="isWanted">Whether the project asks for it.</param>
    /// <param name="variables">Names of the environment variables that the image sets.</param>
    public static PublishedApp LeaveOut(PublishedApp app, bool isWanted, ImmutableArray<string> variables) =>
        isWanted && app.SelfContained ? app with { Files = [.. app.Files.Where(file => !IsLeftOut(file, app, variables))] } : app;

    private static bool IsLeftOut(PublishedFile file, PublishedApp app, ImmutableArray<string> variables) =>
        file.Source == FileSource.RuntimePack
        && (NeedRules.DebuggerFiles.Contains(file.RelativePath) || (NeedRules.OtherCollectors.Contains(file.RelativePath) && !ChoosesCollector(app, variables)));

    private static bool ChoosesCollector(PublishedApp app, ImmutableArray<string> variables) =>
        variables.Any(NeedRules.CollectorVariables.Contains)
        || (app.RuntimeConfiguration is { } text
            && RuntimeConfiguration.Parse(text, app.AssemblyName).Switches.Keys.Any(name => name is CollectorPrefix + "Name" or CollectorPrefix + "Path"));
}
