using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wolfi.Apk.Caching;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// Tells where each file of an app came from: by what the build says of it, and by comparing its bytes with the entry of the package's archive, which the
/// package's content hash covers. The folder that the archive was unpacked to proves nothing and is not compared with.
/// </summary>
public static class FileTracer
{
    private const int ListedFiles = 10;

    /// <summary>Traces the files that ship and, for a single file or native program, those that it was made of.</summary>
    /// <param name="plan">The app's packages, whose files have been hashed.</param>
    /// <param name="contents">Hashes of files that this build has read.</param>
    /// <param name="store">Remembers what archives said.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static AppTrace Trace(AppPackagePlan plan, ContentHashes contents, DerivedStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(contents);
        PublishedApp app = plan.App;
        ConcurrentBag<Diagnostic> warnings = [];
        ImmutableArray<Item> files = [.. plan.Packages.SelectMany(package => package.Files).Where(file => file.Source is not null).Select(file => new Item(file.Source!, file.Path, file.Size, file.Sha256, file.Sha1))];
        ImmutableArray<Item> inputs = [.. app.Inputs.Select(file => OfInput(file, contents)).OfType<Item>()];
        DependencyGraph graph = ReadGraph(app, warnings);
        PackageTracer tracer = new(app.PackageFolders, ReadAssets(app, warnings), store, warnings);
        Dictionary<string, TracedPackage> packages = TracePackages(tracer, files.Concat(inputs), graph, cancellationToken);

        ImmutableArray<TracedFile> made = [.. inputs.Select(file => Trace(file, packages)).OrderBy(file => file.Path, StringComparer.Ordinal).ThenBy(file => file.Sha256, StringComparer.Ordinal)];
        ImmutableArray<TracedFile> traced =
        [
            .. files.Select(file => IsMade(file.File, app) ? Trace(file, packages) with { MadeOf = InputBytes.BySource(made) } : Trace(file, packages))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        WarnOfModified(traced.Concat(made), warnings);
        return new AppTrace
        {
            Files = traced,
            Inputs = made,
            Packages = [.. packages.Values.Select(package => package.Package).OrderBy(package => package.Id, StringComparer.Ordinal).ThenBy(package => package.Version, StringComparer.Ordinal)],
            Graph = graph,
            Warnings = [.. warnings.OrderBy(warning => warning.Code, StringComparer.Ordinal).ThenBy(warning => warning.Message, StringComparer.Ordinal)],
        };
    }

    // The single file or native program; other apps have no inputs.
    private static bool IsMade(PublishedFile file, PublishedApp app) =>
        !app.Inputs.IsEmpty && file.Source == FileSource.Project && file.RelativePath == app.AssemblyName;

    private static Item? OfInput(PublishedFile file, ContentHashes contents)
    {
        FileInfo found = new(file.FullPath);
        return found.Exists && contents.TryGet(file) is { } hash ? new Item(file, file.RelativePath, found.Length, hash, null) : null;
    }

    private static Dictionary<string, TracedPackage> TracePackages(PackageTracer tracer, IEnumerable<Item> files, DependencyGraph graph, CancellationToken cancellationToken)
    {
        Dictionary<string, (PackageName Name, bool IsRuntime, List<(PublishedFile File, long Size)> Files)> found = new(StringComparer.Ordinal);
        foreach (Item item in files.Where(item => item.File.PackageId is not null))
        {
            PackageName name = PackageName.Of(item.File.PackageId!, item.File.PackageVersion);
            if (!found.TryGetValue(name.Key, out (PackageName, bool, List<(PublishedFile File, long Size)> Files) package))
            {
                found[name.Key] = package = (name, item.File.Source == FileSource.RuntimePack, []);
            }

            package.Files.Add((item.File, IsMadeFromTemplate(item.File) ? new FileInfo(item.File.Origin!).Length : item.Size));
        }

        foreach (DependencyLibrary library in graph.Libraries.Where(library => library.Kind != DependencyLibraryKind.Project))
        {
            PackageName name = PackageName.Of(library.Id, library.Version);
            found.TryAdd(name.Key, (name, library.Kind == DependencyLibraryKind.RuntimePack, []));
        }

        ConcurrentDictionary<string, TracedPackage> packages = new(StringComparer.Ordinal);
        Parallel.ForEach(found, new ParallelOptions { CancellationToken = cancellationToken }, pair =>
            packages[pair.Key] = tracer.Trace(pair.Value.Name, pair.Value.IsRuntime, pair.Value.Files, cancellationToken));
        return new Dictionary<string, TracedPackage>(packages, StringComparer.Ordinal);
    }

    private static TracedFile Trace(Item item, Dictionary<string, TracedPackage> packages)
    {
        TracedFile file = new() { Path = item.Path, Size = item.Size, Sha256 = item.Sha256, Sha1 = item.Sha1, State = TraceState.Unknown };
        switch (item.File.Source)
        {
            case FileSource.Unknown:
                return file;
            case FileSource.Project or FileSource.ProjectReference:
                return file with { State = TraceState.Own };
            default:
                TracedPackage? package = item.File.PackageId is { } id ? packages[PackageName.Of(id, item.File.PackageVersion).Key] : null;
                return file with { Package = package?.Package, State = StateOf(item, package) };
        }
    }

    private static TraceState StateOf(Item item, TracedPackage? package) => package?.EntryOf(item.File.Origin) switch
    {
        null => TraceState.Derived,
        { } when package.Archive is null => TraceState.Unverified,
        { } entry when IsMadeFromTemplate(item.File) =>
            package.Archive.Entries.GetValueOrDefault(entry) == ContentHashes.HashOf(item.File.Origin!) ? TraceState.Derived : TraceState.Modified,
        { } entry => package.Archive.Entries.GetValueOrDefault(entry) == item.Sha256 ? TraceState.Copied : TraceState.Modified,
    };

    // The build writes the app's name into its host, so that no host is what its package holds; the template that it was made of must be.
    private static bool IsMadeFromTemplate(PublishedFile file) =>
        file is { Source: FileSource.RuntimePack, Origin: { } origin } && Path.GetFileName(origin) is "apphost" or "singlefilehost" && File.Exists(origin);

    private static void WarnOfModified(IEnumerable<TracedFile> files, ConcurrentBag<Diagnostic> warnings)
    {
        foreach (IGrouping<UpstreamPackage, TracedFile> package in files.Where(file => file.State == TraceState.Modified).GroupBy(file => file.Package!))
        {
            string[] paths = [.. package.Select(file => file.Path).Distinct(StringComparer.Ordinal)];
            string listed = string.Join(", ", paths.Take(ListedFiles));
            warnings.Add(TraceErrors.ModifiedUpstream.Create(package.Key.Id, package.Key.Version, paths.Length > ListedFiles ? $"{listed} and {paths.Length - ListedFiles} more" : listed));
        }
    }

    private static DependencyGraph ReadGraph(PublishedApp app, ConcurrentBag<Diagnostic> warnings)
    {
        string? file = app.Files.FirstOrDefault(published => published.RelativePath == app.AssemblyName + ".deps.json")?.FullPath ?? app.DependenciesFile;
        return file is null ? DependencyGraph.Empty : Read(file, DependencyGraphReader.Read, DependencyGraph.Empty, warnings);
    }

    private static Dictionary<string, string> ReadAssets(PublishedApp app, ConcurrentBag<Diagnostic> warnings) =>
        app.AssetsFile is { } file ? Read(file, RestoredContent.ReadAssets, [], warnings) : [];

    private static T Read<T>(string file, Func<string, T> read, T nothing, ConcurrentBag<Diagnostic> warnings)
    {
        try
        {
            return read(file);
        }
        catch (FormatException e)
        {
            warnings.Add(TraceErrors.DocumentIgnored.Create(Path.GetFileName(file), e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warnings.Add(TraceErrors.DocumentIgnored.Create(Path.GetFileName(file), "it can't be read"));
        }

        return nothing;
    }

    private sealed record Item(PublishedFile File, string Path, long Size, string Sha256, string? Sha1);
}
