using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Plans;

/// <summary>What an image may start: a file that it has, and for <c>dotnet NAME.dll</c> an assembly of the app.</summary>
internal static class EntrypointRules
{
    /// <exception cref="WolfiException">The image would not start.</exception>
    public static void Check(ContainerConfiguration configuration, ImmutableArray<PlannedLayer> layers, RootFileSystem root)
    {
        ImmutableArray<string> command = [.. configuration.Entrypoint, .. configuration.Command];
        if (command.IsEmpty)
        {
            throw ImageErrors.EntrypointMissing.Fail("", "neither entrypoint nor command is set");
        }

        ImmutableHashSet<string> declared =
            [.. layers.OfType<PlannedLayer.Written>().Where(layer => layer.Kind == LayerKind.State).SelectMany(layer => layer.Entries).Select(entry => entry.Path)];
        string program = Find(command[0], configuration, root, declared)
            ?? throw ImageErrors.EntrypointMissing.Fail(command[0], "the image has no such file");
        if (root.Find(program)?.Owner is { IsTeam: false } && program.EndsWith("/dotnet", StringComparison.Ordinal)
            && command.Length > 1 && command[1].EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            string? assembly = root.Resolve(Absolute(command[1], configuration), followLast: true);
            if (assembly is null || root.Find(assembly) is not { Owner.IsTeam: true })
            {
                throw ImageErrors.EntrypointMissing.Fail(command[1], "it is no assembly of the app");
            }
        }
    }

    private static string? Find(string program, ContainerConfiguration configuration, RootFileSystem root, ImmutableHashSet<string> declared)
    {
        IEnumerable<string> candidates = program.Contains('/', StringComparison.Ordinal)
            ? [Absolute(program, configuration)]
            : configuration.Environment.GetValueOrDefault("PATH", "").Split(':').Select(folder => $"{folder}/{program}");
        foreach (string candidate in candidates)
        {
            if (root.Resolve(candidate, followLast: true) is { } path
                && (root.Find(path) is { Entry.Kind: PackageEntryKind.File or PackageEntryKind.HardLink } || declared.Contains(path)))
            {
                return path;
            }
        }

        return null;
    }

    private static string Absolute(string path, ContainerConfiguration configuration) =>
        path.StartsWith('/') ? path : $"{configuration.WorkingDirectory}/{path}";
}
