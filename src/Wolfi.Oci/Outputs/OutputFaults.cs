namespace Wolfi.Oci.Outputs;

/// <summary>Turns what the system says about an output into this library's failure.</summary>
internal static class OutputFaults
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Whether an exception is the system's refusal.</summary>
    public static bool IsFromSystem(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether it says that another process holds the file.</summary>
    public static bool IsBusy(Exception exception) => exception is IOException && exception.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock;

    /// <summary>The failure to throw.</summary>
    public static OciException Failed(string output, Exception exception) =>
        new(OciFault.OutputFailed, $"'{Shown.Text(output)}' can't be written: {exception.Message}", exception);
}
