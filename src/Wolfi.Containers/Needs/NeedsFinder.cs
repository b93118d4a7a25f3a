using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>Finds what a published app needs from the distribution, with the reasons.</summary>
public static class NeedsFinder
{
    /// <summary>Reads the app's native files and applies the rules.</summary>
    /// <param name="app">The app.</param>
    /// <param name="architecture">The package architecture, <c>x86_64</c> or <c>aarch64</c>.</param>
    /// <exception cref="WolfiException">The app can't run in an image of that architecture, or can't be read.</exception>
    public static NeedSet Find(PublishedApp app, string architecture)
    {
        ArgumentNullException.ThrowIfNull(app);
        string expected = RequireRuntimeIdentifier(app, architecture);
        return Decide(app, architecture, NativeFileScanner.Scan(app, expected));
    }

    /// <summary>The rules alone, over native files that were read before.</summary>
    internal static NeedSet Decide(PublishedApp app, string architecture, NativeScan scan)
    {
        _ = RequireRuntimeIdentifier(app, architecture);
        RuntimeConfiguration configuration = app.RuntimeConfiguration is null ? new RuntimeConfiguration() : RuntimeConfiguration.Parse(app.RuntimeConfiguration, app.AssemblyName);
        NeedCollector needs = new();
        RuntimeMode mode = app.SelfContained || app.NativeAot ? RuntimeMode.SelfContained : RuntimeMode.FrameworkDependent;
        string runtime = mode == RuntimeMode.SelfContained ? "" : FrameworkRules.Apply(app, configuration, needs);
        ApplyTable(app, configuration, mode, runtime, scan.Files, needs);

        ImmutableArray<Diagnostic> warnings = [.. scan.Warnings, .. NativeFileRules.Check(scan.Files, architecture, app.RuntimeIdentifier)];
        LibraryClosure closure = LibraryClosure.Of(scan.Files, architecture, needs);
        return new NeedSet
        {
            Architecture = architecture,
            Needs = needs.ToNeeds(),
            LeftOut = closure.LeftOut,
            NativeFiles = scan.Files,
            Warnings = [.. warnings, .. closure.Warnings],
        };
    }

    private static string RequireRuntimeIdentifier(PublishedApp app, string architecture)
    {
        string expected = NeedRules.RuntimeIdentifiers.GetValueOrDefault(architecture)
            ?? throw new ArgumentException($"No images are made for the architecture '{architecture}'.", nameof(architecture));
        return RuntimeAssets.RunsOn(app.RuntimeIdentifier, expected)
            ? expected
            : throw AppErrors.WrongRuntimeIdentifier.Fail(app.AssemblyName, app.RuntimeIdentifier, architecture, expected);
    }

    private static void ApplyTable(
        PublishedApp app, RuntimeConfiguration configuration, RuntimeMode mode, string runtime, ImmutableArray<NativeFile> files, NeedCollector needs)
    {
        foreach (NeedRule rule in NeedRules.Table)
        {
            if ((rule.Unless is { } unless && IsOn(app, configuration, unless)) || BringsOwnCopy(rule, configuration, files))
            {
                continue;
            }

            if (mode == RuntimeMode.SelfContained)
            {
                needs.Add(rule.Key, rule.SelfContained, new NeedEvidence("the .NET runtime in the app", rule.Reason));
            }
            else if (rule.FrameworkDependent is { IsEmpty: false } atoms)
            {
                needs.Add(rule.Key, atoms, new NeedEvidence("the .NET runtime", rule.Reason));
            }
            else
            {
                needs.Add(rule.Key, [], new NeedEvidence(runtime, "the package depends on what it was built with"));
            }
        }
    }

    // What the runtime reads decides; a native program has no such file, so there the project's property does.
    private static bool IsOn(PublishedApp app, RuntimeConfiguration configuration, string name) =>
        configuration.Switch(name) ?? (name == NeedRules.InvariantGlobalization && app.InvariantGlobalization == true);

    private static bool BringsOwnCopy(NeedRule rule, RuntimeConfiguration configuration, ImmutableArray<NativeFile> files) =>
        rule is { OwnCopy: { } name, OwnCopySwitch: { } switchName }
        && configuration.Switches.ContainsKey(switchName)
        && files.Any(file => file.File.RelativePath[(file.File.RelativePath.LastIndexOf('/') + 1)..].StartsWith(name, StringComparison.Ordinal));
}
