using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Needs;

namespace Wolfi.StandIn.Packages;

/// <summary>What melange's scan would add to a package: the libraries that its ELF files need and those that it offers in <c>usr/lib</c>.</summary>
internal sealed partial record SonameScan(ImmutableSortedSet<string> Needs, ImmutableSortedSet<string> Provides)
{
    public static SonameScan Of(ImmutableArray<PackageContent> contents)
    {
        SortedSet<string> needs = new(StringComparer.Ordinal), provides = new(StringComparer.Ordinal);
        foreach (PackageContent content in contents)
        {
            if (content.Kind != PackageEntryKind.File || Read(content) is not ElfFile elf)
            {
                continue;
            }

            // A name without ".so." is a plug-in or a sibling, not a library of the system.
            needs.UnionWith(elf.Needed.Where(name => name.Contains(".so.", StringComparison.Ordinal)));
            if (elf.Interpreter is string interpreter)
            {
                needs.Add(Path.GetFileName(interpreter));
            }

            if (elf.Soname is string soname && Path.GetDirectoryName(content.Path) == "usr/lib")
            {
                provides.Add(soname);
            }
        }

        needs.ExceptWith(provides);
        return new SonameScan([.. needs], [.. provides]);
    }

    /// <summary>The digits after <c>.so.</c>, else 0: the version of a <c>so:</c> provide.</summary>
    public static string SonameVersion(string soname) => VersionSuffix().Match(soname) is { Success: true } match ? match.Groups["version"].Value : "0";

    private static ElfFile? Read(PackageContent content)
    {
        using Stream stream = content.Open!();
        return ElfReader.Read(stream).File;
    }

    [GeneratedRegex(@"\.so\.(?<version>\d+(\.\d+)*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionSuffix();
}
