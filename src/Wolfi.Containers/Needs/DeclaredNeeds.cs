using System.Collections.Immutable;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Needs;

/// <summary>Applies what the project says about needs (<c>WolfiNeed</c>) to those that were found.</summary>
public static class DeclaredNeeds
{
    private const string SonamePrefix = "so:";

    /// <summary>The needs with the project's additions and without its omissions; what is left out against the rules' advice, and libraries that nobody answered, are warnings.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="declared">What the project says.</param>
    /// <param name="app">The app.</param>
    /// <param name="variables">Names of the environment variables that the image sets.</param>
    /// <exception cref="WolfiException">A name is no need that can be added or left out.</exception>
    public static NeedSet Apply(NeedSet found, ImmutableArray<DeclaredNeed> declared, PublishedApp app, ImmutableArray<string> variables)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(app);
        NeedSet needs = found;
        foreach (DeclaredNeed need in declared)
        {
            needs = need.Omit && needs.Unresolved.Any(library => library.Name == need.Name)
                ? needs with { Unresolved = needs.Unresolved.RemoveAll(library => library.Name == need.Name) }
                : need.Omit ? Omit(needs, RuleOf(need), app) : Add(needs, RuleOf(need));
        }

        return needs with { Warnings = [.. needs.Warnings, .. LocaleWithoutIcu(needs, variables), .. UnpacksItself(app, variables), .. Unanswered(needs)] };
    }

    private static NeedRule RuleOf(DeclaredNeed need)
    {
        if (NeedRules.Declarable.FirstOrDefault(rule => rule.Key == need.Name) is { } known)
        {
            return known;
        }

        return need.Name.StartsWith(SonamePrefix, StringComparison.Ordinal) && DependencyAtom.TryParse(need.Name, out DependencyAtom? atom) && atom.Name == need.Name
            ? new NeedRule
            {
                Key = NeedRules.Groups.GetValueOrDefault(need.Name[SonamePrefix.Length..], need.Name),
                Atoms = [need.Name],
                Signs = [],
                Consequence = "whatever names the library is not loaded",
            }
            : throw AppErrors.UnknownNeed.Fail(need.Name, string.Join(", ", NeedRules.Declarable.Select(rule => rule.Key)));
    }

    private static NeedSet Add(NeedSet needs, NeedRule rule)
    {
        NeedSet answered = needs with
        {
            Hints = needs.Hints.RemoveAll(hint => hint.Key == rule.Key),
            Unresolved = needs.Unresolved.RemoveAll(library => rule.Atoms.Any(atom => Answers(atom, library.Name))),
        };
        Need? present = answered.Needs.FirstOrDefault(need => need.Key == rule.Key);
        ImmutableArray<DependencyAtom> missing =
            [.. rule.Atoms.Where(atom => present is null || present.Atoms.All(other => other.ToString() != atom)).Select(DependencyAtom.Parse)];
        if (missing.IsEmpty || (present is { Atoms.IsEmpty: false } && !rule.Signs.IsEmpty))
        {
            return answered;
        }

        Need added = present ?? new Need { Key = rule.Key, Evidence = [] };
        added = added with
        {
            Atoms = [.. added.Atoms, .. missing],
            Evidence = [.. added.Evidence, .. missing.Select(atom => new NeedEvidence("WolfiNeed", "the project adds it", atom.ToString()))],
        };
        return answered with { Needs = present is null ? answered.Needs.Add(added) : answered.Needs.Replace(present, added) };
    }

    private static NeedSet Omit(NeedSet needs, NeedRule rule, PublishedApp app)
    {
        if (needs.Needs.FirstOrDefault(need => need.Key == rule.Key) is not { } present)
        {
            return needs with { Hints = needs.Hints.RemoveAll(hint => hint.Key == rule.Key) };
        }

        if (ReasonToStay(present, app) is { } reason)
        {
            return needs with { Warnings = needs.Warnings.Add(AppErrors.NeedStays.Create(rule.Key, reason)) };
        }

        return needs with
        {
            Needs = needs.Needs.Remove(present),
            Omitted = needs.Omitted.Add(rule.Key),
            Warnings = needs.Warnings.Add(AppErrors.NeedOmitted.Create(rule.Key, rule.Consequence)),
        };
    }

    private static string? ReasonToStay(Need need, PublishedApp app) =>
        need.Atoms.IsEmpty && !app.SelfContained ? "the distribution's runtime package depends on it"
        : NeedRules.Groups.Values.Contains(need.Key) && NeedRules.Declarable.All(rule => rule.Key != need.Key) ? "the loader refuses to start the app without it"
        : null;

    // The project answers "libdemo" or "demo" with so:libdemo.so.1.
    private static bool Answers(string atom, string library)
    {
        string soname = atom[SonamePrefix.Length..];
        string name = soname.IndexOf(".so", StringComparison.Ordinal) is > 0 and int end ? soname[..end] : soname;
        return atom.StartsWith(SonamePrefix, StringComparison.Ordinal) && (library == soname || library == name || $"lib{library}" == name || library == $"{name}.so");
    }

    // With either variable the runtime asks for a culture at its start.
    private static IEnumerable<Diagnostic> LocaleWithoutIcu(NeedSet needs, ImmutableArray<string> variables) =>
        needs.Omitted.Contains(NeedRules.Icu)
            ? variables.Where(NeedRules.LocaleVariables.Contains).Take(1).Select(variable => AppErrors.LocaleWithoutIcu.Create(variable))
            : [];

    private static IEnumerable<Diagnostic> UnpacksItself(PublishedApp app, ImmutableArray<string> variables) =>
        app.SelfExtracting && !variables.Contains(NeedRules.ExtractionFolderVariable, StringComparer.Ordinal)
            ? [NeedErrors.SelfExtracting.Create(app.AssemblyName)]
            : [];

    private static IEnumerable<Diagnostic> Unanswered(NeedSet needs) =>
        needs.Unresolved.IsEmpty
            ? []
            : [AppErrors.UnresolvedLibraries.Create(string.Join(", ", needs.Unresolved.Select(library => $"{library.Name} ({string.Join(", ", library.CalledBy)})")))];
}
