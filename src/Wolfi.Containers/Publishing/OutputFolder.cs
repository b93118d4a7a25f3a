using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Publishing;

/// <summary>
/// The place of a build's outputs. Everything is made in a scratch folder on the same disk and moved into place at the end;
/// the fingerprint comes last and names the digest that it is of, so that what a build stopped between leaves is made again.
/// <para>With a layout these are the archive, the layout, the app's packages and the documents; a registry and a container engine get theirs from the layout afterwards.</para>
/// <para>Without one there is no archive either: the registry gets the image first, straight from its parts, of which those packages are fetched that it lacks;
/// then the app's packages and the documents follow, and the fingerprint keeps manifest and config.</para>
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string LockFile = "lock";
    private readonly PublishRequest _request;
    private readonly bool _foreseen;
    private readonly FileStream _lock;

    private OutputFolder(PublishRequest request, bool foreseen, string scratch, FileStream lockFile)
    {
        _request = request;
        _foreseen = foreseen;
        _lock = lockFile;
        Scratch = scratch;
    }

    /// <summary>A folder of this build's own, removed with this value; what a killed build left in it is gone.</summary>
    public string Scratch { get; }

    /// <summary>Makes the folder.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="foreseen">Whether the image is made while its app is still being published.</param>
    /// <exception cref="WolfiException">The folder can't be made, or another build is using it.</exception>
    public static OutputFolder Create(PublishRequest request, bool foreseen = false)
    {
        try
        {
            string scratch = Directory.CreateDirectory(request.Beside.FileNamed("scratch")).FullName;
            FileStream lockFile = new(Path.Combine(scratch, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            Clear(scratch);
            return new OutputFolder(request, foreseen, scratch, lockFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.OutputFailed.Fail(e, e.Message);
        }
    }

    /// <summary>Writes everything beside its place. What stands there stays as it is.</summary>
    /// <param name="made">What was made.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="hashed">Blobs of the last layout that were compared with their digests in this build; null for none.</param>
    public StagedOutputs Stage(OutputSet made, CancellationToken cancellationToken, HashedBlobs? hashed = null)
    {
        EvidenceFolder documents = EvidenceFolder.Write(Scratch, made.Documents);
        if (_request.LayoutFolder is not { } layout)
        {
            return new StagedOutputs(made, documents, layout: null, archive: null);
        }

        // The archive lies ready beside its place before anything that stands is changed: it is the last to fail for want of space.
        string? archive = WriteArchive(made, cancellationToken);
        try
        {
            return new StagedOutputs(made, documents, OciLayoutWriter.Stage(layout, made.Layout, cancellationToken, hashed), archive);
        }
        catch
        {
            if (archive is not null)
            {
                File.Delete(archive);
            }

            throw;
        }
    }

    /// <summary>Puts everything in its place.</summary>
    /// <param name="staged">What lies beside it.</param>
    /// <param name="registry">Where it is pushed; null for nowhere.</param>
    /// <param name="cancellationToken">Ends the work and leaves what was there before.</param>
    public async Task<PublishResult> PutAsync(StagedOutputs staged, RegistryOutput? registry, CancellationToken cancellationToken)
    {
        OutputSet made = staged.Made;
        PublishResult result = made.Result;
        if (_request.LayoutFolder is { } layout)
        {
            cancellationToken.ThrowIfCancellationRequested();
            staged.Commit(_request.ArchiveFile);
            await (registry?.SettleAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            result = result with { Content = made.Content.In(layout) };
        }
        else
        {
            result = result with { Pushed = await (registry ?? throw new ArgumentNullException(nameof(registry))).PushAsync(made.Content, cancellationToken).ConfigureAwait(false) };
        }

        MoveIntoPlace(made, staged.Documents);
        return result;
    }

    private void MoveIntoPlace(OutputSet made, EvidenceFolder documents)
    {
        string fingerprintFile = _request.Beside.FileNamed(PublishedOutputs.FingerprintFile);
        PublishRecord? last = PublishRecord.TryRead(fingerprintFile);
        foreach ((string name, string file) in made.Packages)
        {
            File.Move(file, _request.Beside.FileNamed(name), overwrite: true);
        }

        documents.MoveIntoPlace(_request.Beside);
        ImmutableArray<string> names = [.. made.Packages.Select(package => package.Name)];
        foreach (string stale in (last?.Packages ?? []).Except(names).Concat((last?.Documents ?? []).Select(document => document.Name).Except(documents.Names)))
        {
            File.Delete(_request.Beside.FileNamed(Path.GetFileName(stale)));
        }

        WriteFingerprint(fingerprintFile, new PublishRecord
        {
            Fingerprint = made.Fingerprint,
            Digest = made.Digest.ToString(),
            Packages = names,
            Documents = documents.Documents,
            Attachments = [.. made.Attachments.Select(digest => digest.ToString())],
            ArchiveSize = _request.ArchiveFile is { } written ? new FileInfo(written).Length : null,
            Foreseen = _foreseen,
            Texts = _request.LayoutFolder is null ? ImageTexts.Of(made.Result) : null,
        });
    }

    private string? WriteArchive(OutputSet made, CancellationToken cancellationToken)
    {
        if (_request.ArchiveFile is not { } target)
        {
            return null;
        }

        string path = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetFileName(Scratch)}");
        made.WriteArchive(path, cancellationToken);
        return path;
    }

    private void WriteFingerprint(string target, PublishRecord record)
    {
        string path = Path.Combine(Scratch, PublishedOutputs.FingerprintFile);
        File.WriteAllBytes(path, record.ToBytes());
        File.Move(path, target, overwrite: true);
    }

    public void Dispose()
    {
        Clear(Scratch);
        _lock.Dispose();
        try
        {
            Directory.Delete(Scratch);
        }
        catch (IOException)
        {
            // The next build has already taken it.
        }
    }

    private static void Clear(string scratch)
    {
        foreach (FileSystemInfo left in new DirectoryInfo(scratch).EnumerateFileSystemInfos().Where(entry => entry.Name != LockFile))
        {
            if (left is DirectoryInfo folder and { LinkTarget: null })
            {
                folder.Delete(recursive: true);
            }
            else
            {
                left.Delete();
            }
        }
    }
}
