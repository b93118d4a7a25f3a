namespace Wolfi.Oci.Outputs;

/// <summary>Makes the folders above an output, and takes back those that it made when there is no output after all.</summary>
internal sealed class ParentFolders
{
    private readonly Stack<string> _made = new();

    /// <summary>Makes what is missing of the folder above <paramref name="output"/>.</summary>
    public ParentFolders(string output)
    {
        Folder = Path.GetDirectoryName(output)!;
        Stack<string> missing = new();
        for (string? folder = Folder; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            missing.Push(folder);
        }

        try
        {
            foreach (string folder in missing)
            {
                OutputModes.CreateFolder(folder);
                _made.Push(folder);
            }
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            TakeBack();
            throw OutputFaults.Failed(output, exception);
        }
    }

    /// <summary>The folder above the output.</summary>
    public string Folder { get; }

    /// <summary>Removes the folders that were made, as far as they are empty.</summary>
    public void TakeBack()
    {
        try
        {
            while (_made.TryPop(out string? folder))
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            // Somebody else put something there: it stays.
        }
    }
}
