using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>Finds what a published app needs from the distribution, with the reasons.</summary>
public static class NeedsFinder
{
    /// <summary>Reads the app's files and applies the rules.</summary>
    /// <param name="app">The app.</param>
    /// <param name="architecture">The package architecture, <c>x86_64</c> or <c>aarch64</c>.</param>
    /// <param name="variables">Names of the environment variables that the image sets.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="cache">Remembers what files said; null reads all of them.</param>
    /// <exception cref="WolfiException">The app can't run in an image of that architecture, or can't be read.</exception>
    public static NeedSet Find(PublishedApp app, string architecture, ImmutableArray<string> variables, CancellationToken cancellationToken, ScanCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        string expected = RequireRuntimeIdentifier(app, architecture);
        return Decide(app, architecture, AppScanner.Scan(app, expected, cache, cancellationToken), variables);
    }

    /// <summary>The rules alone, over files that were read before.</summary>
    internal static NeedSet Decide(PublishedApp app, string architecture, AppScan scan, ImmutableArray<string> variables)
    {
        _ = RequireRuntimeIdentifier(app, architecture);
        RuntimeConfiguration configuration = app.RuntimeConfiguration is null ? new RuntimeConfiguration() : RuntimeConfiguration.Parse(app.RuntimeConfiguration, app.AssemblyName);
        NeedCollector needs = new();
        PublishModes mode = ModeOf(app, configuration, scan);
        string runtime = mode == PublishModes.FrameworkDependent ? FrameworkRules.Apply(app, configuration, needs) : "";
        SignFinder signs = new(scan, mode, variables);
        foreach (NeedRule rule in NeedRules.Table)
        {
            if ((rule.Unless is { } unless && IsOn(app, configuration, unless)) || BringsOwnCopy(rule, configuration, scan.NativeFiles))
            {
                continue;
            }

            if (mode == PublishModes.FrameworkDependent && rule.ComesWithRuntime)
            {
                needs.Add(rule.Key, [], new NeedEvidence(runtime, "the package depends on what it was built with"));
            }

            ImmutableArray<string> atoms = OpenSslVersions.Choose(rule, scan.Texts);
            foreach (NeedEvidence evidence in signs.Find(rule))
            {
                needs.Add(rule.Key, atoms, evidence);
            }
        }

        ImmutableArray<Diagnostic> warnings = [.. scan.Warnings, .. NativeFileRules.Check(scan.NativeFiles, architecture, app.RuntimeIdentifier)];
        LibraryClosure closure = LibraryClosure.Of(scan.NativeFiles, architecture, needs);
        return new NeedSet
        {
            Architecture = architecture,
            Needs = needs.ToNeeds(),
            Hints = needs.ToHints(),
            Unresolved = CalledLibraries.FindUnresolved(app, scan),
            LeftOut = closure.LeftOut,
            NativeFiles = scan.NativeFiles,
            Mode = mode,
            RuntimeSize = app.NativeAot ? 0 : scan.NativeFiles.Where(file => file.File.Source == FileSource.RuntimePack).Sum(file => file.Size)
                + scan.Assemblies.Where(assembly => assembly.IsFramework).Sum(assembly => assembly.Size),
            Warnings = [.. warnings, .. closure.Warnings, .. SilentCultures(app, configuration)],
        };
    }

    private static PublishModes ModeOf(PublishedApp app, RuntimeConfiguration configuration, AppScan scan)
    {
        if (app.NativeAot)
        {
            ImmutableArray<ElfFile> programs = [.. scan.NativeFiles.Select(file => file.Elf).Where(elf => elf.IsProgram)];
            return !programs.IsEmpty && programs.All(elf => elf.Interpreter is null && elf.Needed.IsEmpty) ? PublishModes.StaticNativeAot : PublishModes.NativeAot;
        }

        return !app.SelfContained ? PublishModes.FrameworkDependent
            : app.Trimmed || configuration.Switches.ContainsKey(NeedRules.TrimmedSwitch) ? PublishModes.Trimmed
            : PublishModes.SelfContained;
    }

    private static string RequireRuntimeIdentifier(PublishedApp app, string architecture)
    {
        string expected = NeedRules.RuntimeIdentifiers.GetValueOrDefault(architecture)
            ?? throw new ArgumentException($"No images are made for the architecture '{architecture}'.", nameof(architecture));
        return RuntimeAssets.RunsOn(app.RuntimeIdentifier, expected)
            ? expected
            : throw AppErrors.WrongRuntimeIdentifier.Fail(app.AssemblyName, app.RuntimeIdentifier, architecture, expected);
    }

    // What the runtime reads decides; a native program has no such file, so there the project's property does.
    private static bool IsOn(PublishedApp app, RuntimeConfiguration configuration, string name) =>
        configuration.Switch(name) ?? (name == NeedRules.InvariantGlobalization && app.InvariantGlobalization == true);

    private static ImmutableArray<Diagnostic> SilentCultures(PublishedApp app, RuntimeConfiguration configuration) =>
        IsOn(app, configuration, NeedRules.InvariantGlobalization) && configuration.Switch(NeedRules.PredefinedCulturesOnly) == false
            ? [NeedErrors.SilentCultures.Create(app.AssemblyName)]
            : [];

    private static bool BringsOwnCopy(NeedRule rule, RuntimeConfiguration configuration, ImmutableArray<NativeFile> files) =>
        rule is { OwnCopy: { } name, OwnCopySwitch: { } switchName }
        && configuration.Switches.ContainsKey(switchName)
        && files.Any(file => file.File.RelativePath[(file.File.RelativePath.LastIndexOf('/') + 1)..].StartsWith(name, StringComparison.Ordinal));
}
