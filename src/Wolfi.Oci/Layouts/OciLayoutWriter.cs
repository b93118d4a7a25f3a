using System.Runtime.ExceptionServices;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Outputs;

namespace Wolfi.Oci.Layouts;

/// <summary>Writes an OCI layout into a folder: all of it or nothing, replacing at most another layout.</summary>
public static class OciLayoutWriter
{
    internal const long SmallestLink = 64 * 1024;

    /// <summary>Writes the layout; every blob's size and digest is checked on its way.</summary>
    /// <param name="folder">Where it goes; made with the folders above it. A layout that is there is replaced once the new one is complete.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="cancellationToken">Ends the work and leaves what was there before.</param>
    /// <param name="hashed">Blobs of the layout in this place that were compared with their digests a moment ago; null for none.</param>
    /// <exception cref="OciException">A blob can't be read or is not what it should be, the place holds something else, is busy, or can't be written.</exception>
    public static void Write(string folder, LayoutContent content, CancellationToken cancellationToken, HashedBlobs? hashed = null)
    {
        using StagedLayout staged = Stage(folder, content, cancellationToken, hashed);
        staged.Commit();
    }

    /// <summary>Writes the layout beside its place, to be moved there later; every blob's size and digest is checked on its way.</summary>
    /// <param name="folder">Where it goes in the end.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="cancellationToken">Ends the work and leaves nothing.</param>
    /// <param name="hashed">Blobs of the layout in this place that were compared with their digests a moment ago; null for none.</param>
    /// <exception cref="OciException">A blob can't be read or is not what it should be, the place holds something else, is busy, or can't be written.</exception>
    public static StagedLayout Stage(string folder, LayoutContent content, CancellationToken cancellationToken, HashedBlobs? hashed = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(content);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        DemandReplaceable(target);
        StagedFolder staged = new(target);
        try
        {
            WriteFiles(staged.New, Path.Combine(target, LayoutNames.Blobs, LayoutNames.Sha256), content, hashed, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return new StagedLayout(staged, target);
        }
        catch (Exception exception)
        {
            staged.Dispose();
            if (OutputFaults.IsFromSystem(exception))
            {
                throw OutputFaults.Failed(target, exception);
            }

            throw;
        }
    }

    /// <exception cref="OciException">The place holds something that is no layout.</exception>
    internal static void DemandReplaceable(string target)
    {
        if (Path.GetDirectoryName(target) is null)
        {
            throw new OciException(OciFault.OutputRefused, $"'{target}' is no place for a layout.");
        }

        DirectoryInfo place = new(target);
        if (place.LinkTarget is not null || File.Exists(target))
        {
            throw new OciException(OciFault.OutputRefused, $"'{target}' is a file or link; a layout goes into a folder.");
        }

        if (!place.Exists)
        {
            return;
        }

        try
        {
            string[] names = [.. place.EnumerateFileSystemInfos().Select(entry => entry.Name)];
            if (names.Length > 0 && !names.Contains(LayoutNames.Version))
            {
                throw new OciException(OciFault.OutputRefused, $"'{target}' holds something that is no OCI layout; it will not be replaced.");
            }

            if (names.FirstOrDefault(name => name is not (LayoutNames.Version or LayoutNames.Index or LayoutNames.Blobs)) is { } other)
            {
                throw new OciException(OciFault.OutputRefused, $"'{target}' holds '{Shown.Text(other)}', which is no part of an OCI layout; it will not be replaced.");
            }
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            throw OutputFaults.Failed(target, exception);
        }
    }

    private static void WriteFiles(string folder, string before, LayoutContent content, HashedBlobs? hashed, CancellationToken cancellationToken)
    {
        string blobs = Path.Combine(folder, LayoutNames.Blobs, LayoutNames.Sha256);
        OutputModes.CreateFolder(folder);
        OutputModes.CreateFolder(Path.GetDirectoryName(blobs)!);
        OutputModes.CreateFolder(blobs);
        WriteFile(Path.Combine(folder, LayoutNames.Version), BlobSource.FromBytes(LayoutContent.VersionFile), cancellationToken);
        WriteFile(Path.Combine(folder, LayoutNames.Index), BlobSource.FromBytes(content.IndexFile()), cancellationToken);
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 2, 4), CancellationToken = cancellationToken };
        try
        {
            // The largest first, so that none is left over at the end.
            Parallel.ForEach(
                content.Blobs.Values.OrderByDescending(blob => blob.Size),
                options,
                blob => WriteBlob(Path.Combine(blobs, blob.Digest.Hex), Path.Combine(before, blob.Digest.Hex), blob, hashed, cancellationToken));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    // A large blob that the layout in this place has already is the same file under another name: reading it is half of copying it.
    private static void WriteBlob(string path, string before, BlobSource blob, HashedBlobs? hashed, CancellationToken cancellationToken)
    {
        FileStamp? stamp = hashed?.Find(before, blob.Digest);
        if (blob.Size >= SmallestLink && FileLinks.TryLink(before, path))
        {
            if (stamp is { } known && known.Size == blob.Size && FileStamp.TryRead(path) is { } linked && known.IsSameFile(linked))
            {
                hashed!.Count();
                return;
            }

            try
            {
                BlobSource.FromWholeFile(path, blob.Size, blob.Digest).Verify(cancellationToken);
                return;
            }
            catch (OciException)
            {
                // Something else than its name says: written anew.
                File.Delete(path);
            }
        }

        WriteFile(path, blob, cancellationToken);
    }

    private static void WriteFile(string path, BlobSource blob, CancellationToken cancellationToken)
    {
        blob.FetchAsync(cancellationToken).GetAwaiter().GetResult();
        using FileStream file = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            PreallocationSize = blob.Size,
        });
        OutputModes.SetFile(file.SafeFileHandle);
        blob.CopyTo(file, cancellationToken);
    }
}
