using Wolfi.Oci.Outputs;

namespace Wolfi.Oci.Layouts;

/// <summary>A complete layout beside its place. Whoever looks there sees what was there before until <see cref="Commit"/>; without it nothing of this one stays.</summary>
public sealed class StagedLayout : IDisposable
{
    private readonly StagedFolder _staged;
    private readonly string _target;
    private bool _removed;

    internal StagedLayout(StagedFolder staged, string target)
    {
        _staged = staged;
        _target = target;
    }

    /// <summary>Moves it to its place, and removes what was there before.</summary>
    /// <exception cref="OciException">The place holds something that is no layout, or can't be written.</exception>
    public void Commit()
    {
        OciLayoutWriter.DemandReplaceable(_target);
        try
        {
            _staged.Commit();
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            throw OutputFaults.Failed(_target, exception);
        }

        // At once: a build that is killed after its last word is not followed by one that would remove it.
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Once: the place beside may be another's then.
        if (!_removed)
        {
            _removed = true;
            _staged.Dispose();
        }
    }
}
