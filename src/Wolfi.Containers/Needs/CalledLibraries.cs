using System.Collections.Immutable;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Needs;

/// <summary>Looks for the native libraries that the app's own assemblies call by name.</summary>
internal static class CalledLibraries
{
    /// <summary>Those that neither the app nor the image's C library nor a rule answers, and that no other system is known for; by name.</summary>
    public static ImmutableArray<UnresolvedLibrary> FindUnresolved(PublishedApp app, AppScan scan)
    {
        HashSet<string> shipped = scan.NativeFiles
            .SelectMany(file => new[] { file.Elf.Soname, Path.GetFileName(file.File.RelativePath) })
            .Concat(app.Files.Select(file => Path.GetFileName(file.RelativePath)))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. scan.Assemblies
                .Where(assembly => !assembly.IsFramework)
                .SelectMany(assembly => assembly.Assembly.NativeLibraries, (assembly, name) => (Name: name, assembly.File.RelativePath))
                .Where(call => !IsOfAnotherSystem(call.Name) && !IsAnswered(call.Name) && !Probed(call.Name).Any(shipped.Contains))
                .GroupBy(call => call.Name, call => call.RelativePath, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new UnresolvedLibrary(group.Key, [.. group.Distinct(StringComparer.Ordinal)])),
        ];
    }

    // As the runtime tries them.
    private static string[] Probed(string name) => [name, $"{name}.so", $"lib{name}", $"lib{name}.so"];

    private static bool IsAnswered(string name) =>
        NeedRules.RuntimeLibraries.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))
        || NeedRules.AnsweredLibraries.Contains(name)
        || (NeedRules.Groups.TryGetValue(name, out string? group) && group == NeedRules.Libc)
        || NeedRules.Table.SelectMany(rule => rule.Signs)
            .Where(sign => sign.Kind == NeedSignKind.Library)
            .SelectMany(sign => sign.Names)
            .Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));

    private static bool IsOfAnotherSystem(string name) =>
        NeedRules.OtherSystemsEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || NeedRules.OtherSystemsBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
        || NeedRules.WindowsLibraries.Contains(name);
}
