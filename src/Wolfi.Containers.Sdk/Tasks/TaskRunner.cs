using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Where tasks enter the core: the one place that waits for asynchronous work, and the one that catches its failures.</summary>
internal static class TaskRunner
{
    /// <summary>Runs the work of a task.</summary>
    /// <returns>True when it went well; false when it was cancelled, or an error was logged.</returns>
    public static bool Run(
        TaskLoggingHelper log, string projectFile, Func<TaskObserver, CancellationToken, System.Threading.Tasks.Task> work, CancellationToken cancellationToken)
    {
        TaskObserver observer = new(log, projectFile);
        try
        {
            work(observer, cancellationToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (WolfiException e)
        {
            observer.Log(e.Diagnostic);
            log.LogMessage(MessageImportance.Low, "{0}", UserInfo.RemoveFrom(e.ToString()));
        }
        catch (Exception e)
        {
            Exception cause = e.GetBaseException();
            observer.Log(InternalErrors.Unexpected.Create(cause.GetType().Name, cause.Message));
            log.LogMessage(MessageImportance.Low, "{0}", UserInfo.RemoveFrom(e.ToString()));
        }

        return !log.HasLoggedErrors;
    }
}
