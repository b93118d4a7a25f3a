namespace Wolfi.Containers.Needs;

/// <summary>The answer of <see cref="AssemblyReader"/>: one of three cases.</summary>
public abstract record AssemblyScan
{
    private AssemblyScan()
    {
    }

    /// <summary>The file holds no managed code: it is no PE file, or a native one.</summary>
    public sealed record NotManaged : AssemblyScan;

    /// <summary>An assembly that was read.</summary>
    /// <param name="Assembly">What it says.</param>
    public sealed record Readable(AssemblyFile Assembly) : AssemblyScan;

    /// <summary>A file that begins as PE and is truncated, damaged or hostile.</summary>
    /// <param name="Reason">What is wrong, as the end of the sentence "not scannable, because …".</param>
    public sealed record Unscannable(string Reason) : AssemblyScan;
}
