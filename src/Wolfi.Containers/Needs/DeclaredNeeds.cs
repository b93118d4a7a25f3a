using System.Collections.Immutable;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Needs;

/// <summary>Applies what the project says about needs (<c>WolfiNeed</c>) to those that were found.</summary>
public static class DeclaredNeeds
{
    /// <summary>The needs with the project's additions and without its omissions; each omission against the rules' advice is a warning.</summary>
    /// <exception cref="WolfiException">A name is no need that can be added or left out.</exception>
    public static NeedSet Apply(NeedSet found, ImmutableArray<DeclaredNeed> declared, PublishedApp app)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(app);
        NeedSet needs = found;
        foreach (DeclaredNeed need in declared)
        {
            NeedRule rule = NeedRules.Declarable.FirstOrDefault(rule => rule.Key == need.Name)
                ?? throw AppErrors.UnknownNeed.Fail(need.Name, string.Join(", ", NeedRules.Declarable.Select(rule => rule.Key)));
            needs = need.Omit ? Omit(needs, rule, app) : Add(needs, rule);
        }

        return needs;
    }

    private static NeedSet Add(NeedSet needs, NeedRule rule)
    {
        Need? present = needs.Needs.FirstOrDefault(need => need.Key == rule.Key);
        if (present is { Atoms.IsEmpty: false })
        {
            return needs;
        }

        Need added = new()
        {
            Key = rule.Key,
            Atoms = [.. rule.SelfContained.Select(DependencyAtom.Parse)],
            Evidence = [new NeedEvidence("WolfiNeed", "the project adds it")],
        };
        return needs with { Needs = present is null ? needs.Needs.Add(added) : needs.Needs.Replace(present, added) };
    }

    private static NeedSet Omit(NeedSet needs, NeedRule rule, PublishedApp app)
    {
        if (needs.Needs.FirstOrDefault(need => need.Key == rule.Key) is not { } present)
        {
            return needs;
        }

        Diagnostic warning = present.Atoms.IsEmpty && !app.SelfContained
            ? AppErrors.NeedStays.Create(rule.Key)
            : AppErrors.NeedOmitted.Create(rule.Key, rule.Reason);
        return needs with
        {
            Needs = present.Atoms.IsEmpty ? needs.Needs : needs.Needs.Remove(present),
            Omitted = present.Atoms.IsEmpty ? needs.Omitted : needs.Omitted.Add(rule.Key),
            Warnings = needs.Warnings.Add(warning),
        };
    }
}
