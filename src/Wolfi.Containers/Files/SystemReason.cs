namespace Wolfi.Containers.Files;

/// <summary>What the system said, as the end of a sentence.</summary>
public static class SystemReason
{
    /// <summary>Whether the exception tells of a file, folder or disk, and not of a fault in a program.</summary>
    public static bool IsFromSystem(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The reason, without full stop.</summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "there is no such file or folder",
            UnauthorizedAccessException => "permission denied",
            _ => exception.Message.TrimEnd('.'),
        };
    }
}
