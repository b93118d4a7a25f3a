using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Turns what the core says into MSBuild's log, with code, help link and the project file.</summary>
/// <param name="log">The task's log.</param>
/// <param name="file">The file that errors and warnings are about.</param>
internal sealed class TaskObserver(TaskLoggingHelper log, string file) : IPublishObserver
{
    public void Warn(Diagnostic diagnostic) => Log(diagnostic);

    public void Report(string line) => log.LogMessage(MessageImportance.High, "{0}", line);

    public void Inform(string line) => log.LogMessage(MessageImportance.Normal, "{0}", line);

    public void Detail(string line) => log.LogMessage(MessageImportance.Low, "{0}", line);

    /// <summary>Logs an error or a warning, as its kind says.</summary>
    public void Log(Diagnostic diagnostic)
    {
        // No arguments follow the finished text, so braces in it are just braces.
        if (diagnostic.Descriptor.Severity == Severity.Error)
        {
            log.LogError(null, diagnostic.Code, null, diagnostic.Descriptor.HelpLink, file, 0, 0, 0, 0, diagnostic.Text);
        }
        else
        {
            log.LogWarning(null, diagnostic.Code, null, diagnostic.Descriptor.HelpLink, file, 0, 0, 0, 0, diagnostic.Text);
        }
    }
}
