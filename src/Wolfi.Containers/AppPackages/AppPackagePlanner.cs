using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.AppPackages;

/// <summary>Decides what goes into the app's packages, and reads each file that is not known once to know its bytes.</summary>
public static class AppPackagePlanner
{
    /// <summary>Plans the packages.</summary>
    /// <param name="request">What they are made of.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="cache">Remembers what files were found to be; null reads all of them.</param>
    /// <exception cref="WolfiException">The name, version, working directory or a file is not fit for a package.</exception>
    public static AppPackagePlan Plan(AppPackageRequest request, CancellationToken cancellationToken, InspectionCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        PublishedApp app = request.App;
        string root = WorkingDirectories.PathOf(request.WorkingDirectory);
        string name = AppNames.FromAssembly(app.AssemblyName);
        PackageVersion version = AppVersions.FromNuGet(app.Version, app.AssemblyName);

        ILookup<AppPackageKind, PlannedFile> files = PlanFiles(request, root, cache, cancellationToken).ToLookup(file => KindOf(app, file.Source!));
        ImmutableArray<PlannedAppPackage>.Builder packages = ImmutableArray.CreateBuilder<PlannedAppPackage>();
        foreach (AppPackageKind kind in new[] { AppPackageKind.RuntimePack, AppPackageKind.NuGetDependencies })
        {
            if (files[kind].Any())
            {
                PackageVersion lowerVersion = kind == AppPackageKind.RuntimePack ? RuntimePackVersion(files[kind]) : PackageVersion.Parse("1-r0");
                packages.Add(new PlannedAppPackage(kind, Info(kind, name, lowerVersion, request.Architecture, []), Sorted(files[kind])));
            }
        }

        IEnumerable<DependencyAtom> depends = [.. packages.Select(package => DependencyAtom.Parse(package.Info.Name)), .. request.Needs.World];
        packages.Add(new PlannedAppPackage(AppPackageKind.Own, Info(AppPackageKind.Own, name, version, request.Architecture, depends), Sorted(files[AppPackageKind.Own])));
        return new AppPackagePlan
        {
            App = app,
            WorkingDirectory = "/" + root,
            Packages = packages.ToImmutable(),
        };
    }

    private static IEnumerable<PlannedFile> PlanFiles(AppPackageRequest request, string root, InspectionCache? cache, CancellationToken cancellationToken)
    {
        CheckPaths(request.App.Files);
        PublishedFile[] files = [.. request.App.Files.Where(file => request.IncludeSymbols || !file.RelativePath.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase))];

        // The app's own files are few, and another one of them changes with every build.
        ILookup<AppPackageKind, int> kinds = Enumerable.Range(0, files.Length).ToLookup(i => KindOf(request.App, files[i]));
        int[][] groups = [[.. kinds[AppPackageKind.RuntimePack]], [.. kinds[AppPackageKind.NuGetDependencies]]];
        InspectedFile?[] known = new InspectedFile?[files.Length];
        foreach (int[] group in groups)
        {
            foreach ((int i, InspectedFile found) in group.Zip(cache?.TryRead([.. group.Select(i => files[i])]) ?? []))
            {
                known[i] = found;
            }
        }

        InspectedFile[] inspected = Inspect(request.App, files, known, cancellationToken);
        foreach (int[] group in groups.Where(group => group.Any(i => known[i] is null)))
        {
            cache?.Remember([.. group.Select(i => files[i])], [.. group.Select(i => inspected[i])]);
        }

        return files.Zip(inspected).Select(pair => PlanFile(request, root, pair.First, pair.Second)).OfType<PlannedFile>();
    }

    private static void CheckPaths(ImmutableArray<PublishedFile> files)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (PublishedFile file in files)
        {
            if (file.RelativePath.Split('/').Any(part => part is "" or "." or ".."))
            {
                throw AppErrors.InvalidPath.Fail(file.RelativePath, "it is no path below the publish folder");
            }

            if (!seen.Add(file.RelativePath))
            {
                throw AppErrors.InvalidPath.Fail(file.RelativePath, "it is listed twice");
            }
        }
    }

    private static InspectedFile[] Inspect(PublishedApp app, PublishedFile[] files, InspectedFile?[] known, CancellationToken cancellationToken)
    {
        InspectedFile[] inspected = new InspectedFile[files.Length];
        WolfiException?[] refused = new WolfiException?[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            try
            {
                inspected[i] = FileInspector.Inspect(app, files[i], known[i], cancellationToken);
            }
            catch (WolfiException e)
            {
                refused[i] = e;
            }
        });

        // Of several the first in their order, whichever processor was the faster one.
        return refused.FirstOrDefault(fault => fault is not null) is { } first ? throw first : inspected;
    }

    private static PlannedFile? PlanFile(AppPackageRequest request, string root, PublishedFile file, InspectedFile found)
    {
        if (!request.IncludeSymbols && found.IsElf && FileModes.IsNativeSymbols(file.RelativePath))
        {
            return null;
        }

        return new PlannedFile
        {
            Source = file,
            Path = $"{root}/{file.RelativePath}",
            Mode = FileModes.Of(file.RelativePath, found.IsProgram),
            Size = found.Size,
            Sha256 = found.Sha256,
            Sha1 = found.Sha1,
        };
    }

    // A single file or native program is compiled of the app's own code, and the app host carries the app's name: both are its own,
    // though the runtime pack lent the bytes.
    internal static AppPackageKind KindOf(PublishedApp app, PublishedFile file) => file.Source switch
    {
        FileSource.RuntimePack when app.SelfContained && file.RelativePath != app.AssemblyName => AppPackageKind.RuntimePack,
        FileSource.NuGet when file.RelativePath != app.AssemblyName => AppPackageKind.NuGetDependencies,
        _ => AppPackageKind.Own,
    };

    /// <summary>The highest version among the packs: .NET's and ASP.NET's are released together.</summary>
    private static PackageVersion RuntimePackVersion(IEnumerable<PlannedFile> files) =>
        files.Select(file => file.Source!)
            .Where(source => source.PackageVersion is not null)
            .DistinctBy(source => source.PackageVersion, StringComparer.Ordinal)
            .Select(source => AppVersions.FromNuGet(source.PackageVersion!, source.PackageId ?? "the runtime pack"))
            .Max() ?? PackageVersion.Parse("1-r0");

    /// <summary>Metadata of constants and inputs alone: no time, no path, nothing of the machine.</summary>
    private static PackageInfo Info(AppPackageKind kind, string own, PackageVersion version, string architecture, IEnumerable<DependencyAtom> depends) => new()
    {
        Name = AppNames.Of(kind, own),
        Version = version,
        Architecture = architecture,
        Description = kind switch
        {
            AppPackageKind.RuntimePack => "The .NET runtime of a self-contained app",
            AppPackageKind.NuGetDependencies => "NuGet dependencies of an app",
            _ => "A .NET app: own code and content",
        },
        Origin = AppNames.Of(kind, own),
        License = kind == AppPackageKind.RuntimePack ? "MIT" : "NOASSERTION",
        Depends = [.. depends.DistinctBy(atom => atom.ToString(), StringComparer.Ordinal).OrderBy(atom => atom.ToString(), StringComparer.Ordinal)],
    };

    private static ImmutableArray<PlannedFile> Sorted(IEnumerable<PlannedFile> files) => [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
}
