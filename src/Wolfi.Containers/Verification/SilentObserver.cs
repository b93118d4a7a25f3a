using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Verification;

/// <summary>Hears what a build would tell its user, and passes nothing on: the image was made long ago.</summary>
internal sealed class SilentObserver : IPublishObserver
{
    public void Report(string line)
    {
    }

    public void Inform(string line)
    {
    }

    public void Detail(string line)
    {
    }

    public void Warn(Diagnostic diagnostic)
    {
    }
}
