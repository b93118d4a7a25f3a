using System.Collections.Immutable;

namespace Wolfi.Oci.Daemons;

/// <summary>A failure of speaking to a container daemon. The message is one sentence that names its address.</summary>
public sealed class DaemonException : Exception
{
    private static readonly ImmutableArray<string> s_fullDisk = ["no space left on device", "not enough space on the disk", "disk quota exceeded"];

    /// <summary>Makes the exception.</summary>
    public DaemonException(DaemonFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public DaemonFault Fault { get; }

    /// <summary>Whether the words of an engine say that its disk is full.</summary>
    public static bool TellsOfFullDisk(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return s_fullDisk.Any(part => words.Contains(part, StringComparison.OrdinalIgnoreCase));
    }
}
