using System.Collections.Immutable;
using System.Globalization;

namespace Wolfi.Containers.Needs;

/// <summary>Looks for the signs of needs in what was scanned.</summary>
/// <param name="scan">What the app's files say.</param>
/// <param name="mode">How it was published.</param>
/// <param name="variables">Names of the environment variables that the image sets.</param>
internal sealed class SignFinder(AppScan scan, PublishModes mode, ImmutableArray<string> variables)
{
    private readonly AssemblyReach _reach = new(scan.Assemblies, isTrimmed: mode == PublishModes.Trimmed);

    /// <summary>All evidence for a rule, in the order of its signs.</summary>
    public ImmutableArray<NeedEvidence> Find(NeedRule rule)
    {
        ImmutableArray<NeedEvidence> found = [.. rule.Signs.Where(sign => sign.Modes.HasFlag(mode)).SelectMany(Find)];
        bool isUnseen = rule.IsAssumedWhenUnseen && !scan.IsComplete && found.All(evidence => evidence.Confidence == NeedConfidence.Hint)
            && rule.Signs.Any(sign => sign.Modes.HasFlag(mode) && IsInAssemblies(sign.Kind));
        return isUnseen ? [new NeedEvidence("the .NET runtime in the app", $"not all of the app's code can be seen, and without it {rule.Consequence}", Confidence: NeedConfidence.Assumed)] : found;
    }

    private static bool IsInAssemblies(NeedSignKind kind) =>
        kind is NeedSignKind.ReachedAssembly or NeedSignKind.ReachedLibrary or NeedSignKind.Reference or NeedSignKind.Use or NeedSignKind.Library;

    private IEnumerable<NeedEvidence> Find(NeedSign sign) => sign.Kind switch
    {
        NeedSignKind.Always => [Evidence(sign, mode == PublishModes.FrameworkDependent ? "the .NET runtime" : "the .NET runtime in the app", "")],
        NeedSignKind.ProgramText => scan.Texts
            .Where(text => sign.Names.Any(name => text.Text.StartsWith(name, StringComparison.Ordinal)))
            .DistinctBy(text => text.File.RelativePath)
            .Select(text => Evidence(sign, text.File.RelativePath, text.Text)),
        NeedSignKind.ReachedAssembly => Reached(sign, assembly => sign.Names.Contains(assembly.Name)),
        NeedSignKind.ReachedLibrary => Reached(sign, assembly => sign.Names.Any(assembly.NativeLibraries.Contains)),
        NeedSignKind.Reference => Own(sign, assembly => assembly.References.Append(assembly.Name), sign.Names.Contains),
        NeedSignKind.Use => Own(sign, assembly => assembly.Uses, sign.Names.Contains),
        NeedSignKind.Library => Own(sign, assembly => assembly.NativeLibraries, library => sign.Names.Any(name => library.StartsWith(name, StringComparison.Ordinal))),
        NeedSignKind.Variable => variables.Where(sign.Names.Contains).Select(variable => Evidence(sign, "ContainerEnvironmentVariable", variable)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // The nearest is enough: what it drags in is the same.
    private IEnumerable<NeedEvidence> Reached(NeedSign sign, Func<AssemblyFile, bool> isSign)
    {
        if (_reach.Reached.FirstOrDefault(assembly => isSign(assembly.Assembly)) is not { } assembly)
        {
            return [];
        }

        NeedEvidence evidence = Evidence(sign, assembly.File.RelativePath, assembly.Assembly.Name);
        return [_reach.WayTo(assembly) is { Length: > 0 } way ? evidence with { Reason = $"{evidence.Reason} (referenced by {way})" } : evidence];
    }

    private IEnumerable<NeedEvidence> Own(NeedSign sign, Func<AssemblyFile, IEnumerable<string>> names, Func<string, bool> isSign) =>
        from assembly in scan.Assemblies
        where !assembly.IsFramework
        let name = names(assembly.Assembly).FirstOrDefault(isSign)
        where name is not null
        select Evidence(sign, assembly.File.RelativePath, name);

    private static NeedEvidence Evidence(NeedSign sign, string subject, string name) =>
        new(subject, string.Format(CultureInfo.InvariantCulture, sign.Reason, name), Confidence: sign.Confidence);
}
