using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Publishing;

/// <summary>Hears several images that are made at once: each line says of which platform it is, and a warning that all of them raise is heard once.</summary>
/// <param name="observer">Hears them all, one line at a time.</param>
internal sealed class PlatformObservers(IPublishObserver observer)
{
    private readonly Lock _turn = new();
    private readonly HashSet<Diagnostic> _warned = [];

    /// <summary>Hears the image of one platform.</summary>
    public IPublishObserver For(string platform) => new One(this, platform);

    private void Warn(Diagnostic diagnostic)
    {
        lock (_turn)
        {
            if (_warned.Add(diagnostic))
            {
                observer.Warn(diagnostic);
            }
        }
    }

    private void Tell(Action<string> tell, string platform, string line)
    {
        lock (_turn)
        {
            tell($"{platform}: {line}");
        }
    }

    private sealed class One(PlatformObservers all, string platform) : IPublishObserver
    {
        public void Warn(Diagnostic diagnostic) => all.Warn(diagnostic);

        public void Report(string line) => all.Tell(all.Observer.Report, platform, line);

        public void Inform(string line) => all.Tell(all.Observer.Inform, platform, line);

        public void Detail(string line) => all.Tell(all.Observer.Detail, platform, line);
    }

    private IPublishObserver Observer => observer;
}
