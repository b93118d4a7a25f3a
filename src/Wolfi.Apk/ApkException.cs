namespace Wolfi.Apk;

/// <summary>A failure of reading, verifying, fetching or writing packages and indexes. The message is one sentence that names the input.</summary>
public sealed class ApkException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ApkException(ApkFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public ApkFault Fault { get; }
}
