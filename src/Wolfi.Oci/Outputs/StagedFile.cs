namespace Wolfi.Oci.Outputs;

/// <summary>A file that is written beside its place and moved there when it is complete: whoever looks sees the old file or the new one. One writer at a time.</summary>
internal sealed class StagedFile : IDisposable
{
    private readonly string _target;
    private readonly string _staging;
    private readonly ParentFolders _parents;
    private bool _committed;

    /// <summary>Takes the place beside <paramref name="target"/>, an absolute path.</summary>
    /// <exception cref="OciException"><see cref="OciFault.OutputBusy"/>, <see cref="OciFault.OutputRefused"/> or <see cref="OciFault.OutputFailed"/>.</exception>
    public StagedFile(string target)
    {
        _target = target;
        if (Directory.Exists(target) || Path.GetFileName(target).Length == 0)
        {
            throw new OciException(OciFault.OutputRefused, $"'{Shown.Text(target)}' is a folder where a file should go.");
        }

        _parents = new ParentFolders(target);
        _staging = Path.Combine(_parents.Folder, $".{Path.GetFileName(target)}.wolfi-staging");
        try
        {
            Stream = OpenStaging();
        }
        catch
        {
            _parents.TakeBack();
            throw;
        }
    }

    /// <summary>What to write to.</summary>
    public FileStream Stream { get; }

    /// <summary>Moves the file to its place.</summary>
    public void Commit()
    {
        Stream.Flush();

        // The handle, and with it the lock, stays open until the file is in place.
        File.Move(_staging, _target, overwrite: true);
        _committed = true;
    }

    /// <summary>Removes the file beside the place, unless it was moved.</summary>
    public void Dispose()
    {
        if (!_committed)
        {
            try
            {
                File.Delete(_staging);
            }
            catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
            {
                // The next run writes over it.
            }
        }

        Stream.Dispose();
        if (!_committed)
        {
            _parents.TakeBack();
        }
    }

    private FileStream OpenStaging()
    {
        if (new FileInfo(_staging).LinkTarget is not null)
        {
            throw new OciException(OciFault.OutputRefused, $"'{Shown.Text(_staging)}' is a link; it will not be written through.");
        }

        try
        {
            // Windows moves an open file only when it was opened as deletable, and still lets no second writer in.
            FileShare share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
            FileStream stream = new(_staging, FileMode.OpenOrCreate, FileAccess.Write, share);
            OutputModes.SetFile(stream.SafeFileHandle);
            stream.SetLength(0);
            return stream;
        }
        catch (Exception exception) when (OutputFaults.IsBusy(exception))
        {
            throw new OciException(OciFault.OutputBusy, $"Another process is writing '{Shown.Text(_target)}'.", exception);
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            throw OutputFaults.Failed(_target, exception);
        }
    }
}
