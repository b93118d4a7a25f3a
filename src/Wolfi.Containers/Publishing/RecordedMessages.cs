using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Publishing;

/// <summary>Keeps what is said of work that nobody has asked for yet; once somebody has, it is said to them, and so is what follows.</summary>
internal sealed class RecordedMessages : IPublishObserver
{
    private readonly Lock _turn = new();
    private readonly List<Action<IPublishObserver>> _said = [];
    private IPublishObserver? _listener;

    /// <summary>Says all of it, in its order.</summary>
    public void TellTo(IPublishObserver listener)
    {
        lock (_turn)
        {
            _said.ForEach(say => say(listener));
            _listener = listener;
        }
    }

    void IPublishObserver.Warn(Diagnostic diagnostic) => Say(listener => listener.Warn(diagnostic));

    void IPublishObserver.Report(string line) => Say(listener => listener.Report(line));

    void IPublishObserver.Inform(string line) => Say(listener => listener.Inform(line));

    void IPublishObserver.Detail(string line) => Say(listener => listener.Detail(line));

    private void Say(Action<IPublishObserver> say)
    {
        lock (_turn)
        {
            if (_listener is { } listener)
            {
                say(listener);
            }
            else
            {
                _said.Add(say);
            }
        }
    }
}
