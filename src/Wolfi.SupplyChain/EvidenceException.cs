namespace Wolfi.SupplyChain;

/// <summary>A failure of reading or making evidence. The message is one sentence that names the input.</summary>
public sealed class EvidenceException : Exception
{
    /// <summary>Makes the exception.</summary>
    public EvidenceException(EvidenceFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public EvidenceFault Fault { get; }
}
