using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Packing;

namespace Wolfi.Containers.Mirroring;

/// <summary>Makes a repository of exactly the packages that a lock file names, byte for byte as they were signed, under an index of its own.</summary>
/// <param name="resolver">Fetches and verifies what is locked.</param>
public sealed class MirrorWriter(LockedResolver resolver)
{
    /// <summary>Fetches and verifies every package, puts those into the folder that are not there yet, and writes the indexes at last.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What the mirror holds, by folder.</returns>
    /// <exception cref="WolfiException">A package can't be had or trusted, and nothing was written; or the folder can't be written.</exception>
    public async Task<ImmutableArray<MirroredArchitecture>> WriteAsync(MirrorRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImmutableDictionary<RepositoryName, string> folders = MirrorFolders.Of(
            Path.GetFullPath(request.Folder), request.Locked.Architectures.SelectMany(locked => locked.Packages).Select(package => package.Repository));
        List<Fetched> fetched = [];
        foreach (LockedArchitecture locked in request.Locked.Architectures)
        {
            fetched.AddRange(await FetchAsync(request, locked, folders, cancellationToken).ConfigureAwait(false));
        }

        return
        [
            .. fetched.GroupBy(item => item.Package.Folder, StringComparer.Ordinal)
                .OrderBy(folder => folder.Key, StringComparer.Ordinal)
                .Select(folder => Write(folder.Key, [.. folder], request, cancellationToken)),
        ];
    }

    // What is in the mirror already is verified like all else, and taken from there. Only packages with signatures of their own can be: the
    // mirror's index, by another key than its repository's, vouches for nothing here.
    private async Task<IEnumerable<Fetched>> FetchAsync(
        MirrorRequest request, LockedArchitecture locked, ImmutableDictionary<RepositoryName, string> folders, CancellationToken cancellationToken)
    {
        ILookup<bool, MirroredPackage> packages = locked.Packages
            .Select(package => new MirroredPackage(package, Path.Combine(folders[package.Repository], locked.Name)))
            .ToLookup(package => package.Locked.Signature == LockedSignature.Package && package.IsThere());
        RepositoryNames names = RepositoryNames.Of(request.Repositories, request.Locked);
        ImmutableArray<PackageRepository> mirrored =
        [
            .. request.Repositories.Select(repository => names.NameOf(repository) is var name && folders.TryGetValue(name, out string? folder)
                ? repository with { Location = folder, CanonicalUrl = name.Url }
                : repository),
        ];
        return
        [
            .. await FetchAsync(request.Locked, locked, packages[true], mirrored, isThere: true, cancellationToken).ConfigureAwait(false),
            .. await FetchAsync(request.Locked, locked, packages[false], request.Repositories, isThere: false, cancellationToken).ConfigureAwait(false),
        ];
    }

    private async Task<IEnumerable<Fetched>> FetchAsync(
        LockFile file, LockedArchitecture locked, IEnumerable<MirroredPackage> packages, ImmutableArray<PackageRepository> repositories, bool isThere, CancellationToken cancellationToken)
    {
        ImmutableArray<MirroredPackage> wanted = [.. packages];
        LockFile part = file with { Architectures = [locked with { Packages = [.. wanted.Select(package => package.Locked)] }] };
        ImmutableArray<VerifiedPackage> verified = await resolver.FetchAsync(part, locked.Name, repositories, cancellationToken).ConfigureAwait(false);
        return wanted.Zip(verified, (package, found) => new Fetched(package, found, isThere));
    }

    // The index comes last: it never names a package that is not there.
    private static MirroredArchitecture Write(string folder, ImmutableArray<Fetched> packages, MirrorRequest request, CancellationToken cancellationToken)
    {
        ImmutableArray<Fetched> added = [.. packages.Where(item => !item.IsThere && !item.Package.IsThere())];
        MakeFolder(folder);
        foreach (Fetched item in added)
        {
            cancellationToken.ThrowIfCancellationRequested();
            item.Package.Put(item.Verified);
        }

        RepositoryName name = packages[0].Package.Locked.Repository with { Tag = null };
        ImmutableArray<IndexRecord> records = FolderIndexer.WriteIndex(
            folder, packages.Select(item => IndexRecords.FromPackage(item.Verified.Package)), $"mirror of {name}", request.Key);
        HashSet<string> named = [.. packages.Select(item => item.Package.FileName)];
        ImmutableArray<string> others = [.. FolderIndexer.Files(folder).Select(file => Path.GetFileName(file)).Where(file => !named.Contains(file))];
        if (request.Prune)
        {
            Remove(folder, others);
        }

        return new MirroredArchitecture(name, folder, records, [.. added.Select(item => item.Package.FileName).Order(StringComparer.Ordinal)], others);
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnwritableOutput.Fail(e, $"'{folder}'", SystemReason.Of(e));
        }
    }

    private static void Remove(string folder, ImmutableArray<string> files)
    {
        foreach (string file in files.Select(name => Path.Combine(folder, name)))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (SystemReason.IsFromSystem(e))
            {
                throw CommandLineErrors.UnwritableOutput.Fail(e, $"'{file}'", SystemReason.Of(e));
            }
        }
    }

    private sealed record Fetched(MirroredPackage Package, VerifiedPackage Verified, bool IsThere);
}
