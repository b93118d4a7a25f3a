namespace Wolfi.Oci.Outputs;

/// <summary>
/// A folder that is made beside its place and moved there when it is complete. Whoever looks sees the old folder or the new one,
/// wherever the machine stops; what a killed run left is put right by the next one. One writer at a time.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    private readonly string _target;
    private readonly Func<string, string, bool> _tryExchange;
    private readonly ParentFolders _parents;
    private readonly string _staging;
    private readonly string _old;
    private readonly FileStream _lock;
    private bool _committed;

    /// <summary>Takes the place beside <paramref name="target"/>, an absolute path without a separator at its end.</summary>
    /// <exception cref="OciException"><see cref="OciFault.OutputBusy"/>, <see cref="OciFault.OutputRefused"/> or <see cref="OciFault.OutputFailed"/>.</exception>
    public StagedFolder(string target)
        : this(target, FolderExchange.TryExchange)
    {
    }

    /// <summary>The same with another way to exchange two folders in one step, or none.</summary>
    internal StagedFolder(string target, Func<string, string, bool> tryExchange)
    {
        _target = target;
        _tryExchange = tryExchange;
        _parents = new ParentFolders(target);
        _staging = Path.Combine(_parents.Folder, $".{Path.GetFileName(target)}.wolfi-staging");
        _old = Path.Combine(_staging, "old");
        New = Path.Combine(_staging, "new");
        try
        {
            _lock = TakeLock();
        }
        catch
        {
            _parents.TakeBack();
            throw;
        }

        try
        {
            PutRight();
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            Dispose();
            throw OutputFaults.Failed(target, exception);
        }
    }

    /// <summary>Where the new folder is to be made.</summary>
    public string New { get; }

    /// <summary>Moves the new folder to its place.</summary>
    public void Commit()
    {
        if (!Directory.Exists(_target))
        {
            Directory.Move(New, _target);
        }
        else if (!_tryExchange(New, _target))
        {
            MoveAside();
        }

        _committed = true;
    }

    /// <summary>Removes whatever is beside the place.</summary>
    public void Dispose()
    {
        try
        {
            Remove(New);
            Remove(_old);
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            // The next run removes it; the output itself is in place, or the reason why not is already on its way up.
        }

        _lock.Dispose();
        RemoveStaging();
        if (!_committed)
        {
            _parents.TakeBack();
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Leaves it to the next run when something is still in it.
    private void RemoveStaging()
    {
        try
        {
            Directory.Delete(_staging);
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
        }
    }

    private FileStream TakeLock()
    {
        if (new DirectoryInfo(_staging).LinkTarget is not null)
        {
            throw new OciException(OciFault.OutputRefused, $"'{Shown.Text(_staging)}' is a link; it will not be written through.");
        }

        try
        {
            OutputModes.CreateFolder(_staging);
            return new FileStream(Path.Combine(_staging, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (OutputFaults.IsBusy(exception))
        {
            throw new OciException(OciFault.OutputBusy, $"Another process is writing '{Shown.Text(_target)}'.", exception);
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            RemoveStaging();
            throw OutputFaults.Failed(_target, exception);
        }
    }

    // A run that was killed between the two moves of MoveAside left nothing in place: the old folder goes back.
    private void PutRight()
    {
        if (Directory.Exists(_old) && !Path.Exists(_target))
        {
            Directory.Move(_old, _target);
        }

        Remove(_old);
        Remove(New);
    }

    private void MoveAside()
    {
        Directory.Move(_target, _old);
        try
        {
            Directory.Move(New, _target);
        }
        catch
        {
            Directory.Move(_old, _target);
            throw;
        }
    }
}
