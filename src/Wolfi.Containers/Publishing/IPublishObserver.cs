using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Publishing;

/// <summary>Hears what a build has to say while it runs. The core has no logger.</summary>
public interface IPublishObserver
{
    /// <summary>A warning; its severity is <see cref="Severity.Warning"/>.</summary>
    void Warn(Diagnostic diagnostic);

    /// <summary>A line that every user sees, such as the result.</summary>
    void Report(string line);

    /// <summary>A line for those who want to know more than the result, such as advice.</summary>
    void Inform(string line);

    /// <summary>A line for those who ask for details.</summary>
    void Detail(string line);
}
