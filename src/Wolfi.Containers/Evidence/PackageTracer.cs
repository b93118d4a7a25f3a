using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Evidence;

/// <summary>Finds the NuGet packages of an app in the folders of the restore, and reads their archives.</summary>
internal sealed class PackageTracer
{
    private readonly ImmutableArray<string> _folders;
    private readonly Dictionary<string, string> _restored;
    private readonly DerivedStore _store;
    private readonly ConcurrentBag<Diagnostic> _warnings;

    /// <summary>Makes the value; nothing is read yet.</summary>
    /// <param name="folders">Folders of packages.</param>
    /// <param name="restored">Content hashes by <c>ID/VERSION</c>, as the restore's assets file has them.</param>
    /// <param name="store">Remembers what archives said.</param>
    /// <param name="warnings">Gets what the user should hear.</param>
    public PackageTracer(ImmutableArray<string> folders, Dictionary<string, string> restored, DerivedStore store, ConcurrentBag<Diagnostic> warnings)
    {
        _folders = folders;
        _restored = restored;
        _store = store;
        _warnings = warnings;
    }

    /// <summary>Reads one package.</summary>
    /// <param name="name">Id and version.</param>
    /// <param name="isRuntime">Whether it is the runtime or its host.</param>
    /// <param name="files">The files that the build names it for, with their origins.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public TracedPackage Trace(PackageName name, bool isRuntime, IReadOnlyList<(PublishedFile File, long Size)> files, CancellationToken cancellationToken)
    {
        UpstreamPackage package = new() { Id = name.Id, Version = name.Version, IsRuntime = isRuntime };
        string? folder = name.IsPlain ? _folders.Select(name.FolderIn).FirstOrDefault(Directory.Exists) : null;
        if (folder is null)
        {
            return new TracedPackage(package with { FileSha256 = HashOfTemplate(files) }, null, null);
        }

        TracedPackage traced = new(package, folder + Path.DirectorySeparatorChar, null);
        string? expected = _restored.GetValueOrDefault($"{name.Id}/{name.Version}") ?? RestoredContent.ReadRecord(folder);
        Dictionary<string, long> wanted = new(StringComparer.Ordinal);
        foreach ((PublishedFile file, long size) in files)
        {
            if (traced.EntryOf(file.Origin) is { } entry)
            {
                wanted[entry] = size;
            }
        }

        try
        {
            ArchiveFacts facts = PackageArchive.Read(Path.Combine(folder, name.ArchiveName), wanted, _store, cancellationToken);
            if (expected is not null && expected != facts.ContentHash)
            {
                _warnings.Add(TraceErrors.ArchiveReplaced.Create(name.Id, name.Version));
                return traced;
            }

            if (facts.SignatureFault is { } fault)
            {
                _warnings.Add(TraceErrors.SignatureIgnored.Create(name.Id, name.Version, fault));
            }

            return traced with
            {
                Package = package with { Id = IdOf(name, facts.Nuspec), ContentHash = facts.ContentHash, Facts = facts.Nuspec, Signers = facts.Signers },
                Archive = facts,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _warnings.Add(TraceErrors.NotComparable.Create(name.Id, name.Version, e is FileNotFoundException ? "it is not there" : e.Message));
            return traced with { Package = package with { ContentHash = expected } };
        }
    }

    // A manifest may only say how the same id is written.
    private static string IdOf(PackageName name, NuspecFacts facts) => facts.Id is { } id && id.Equals(name.Id, StringComparison.OrdinalIgnoreCase) ? id : name.Id;

    // The packs that come with the SDK have no archive: of a host, its template is all that is used.
    private static string? HashOfTemplate(IReadOnlyList<(PublishedFile File, long Size)> files) =>
        files is [{ File.Origin: { } origin }] && File.Exists(origin) ? ContentHashes.HashOf(origin) : null;
}
