namespace Wolfi.Oci;

/// <summary>A failure of reading, checking or writing images. The message is one sentence that names the input.</summary>
public sealed class OciException : Exception
{
    /// <summary>Makes the exception.</summary>
    public OciException(OciFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public OciFault Fault { get; }
}
