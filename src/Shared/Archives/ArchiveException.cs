namespace Wolfi.Archives;

/// <summary>Damaged or hostile archive bytes. The message says where and what, without the input's name: the library that wraps it adds that.</summary>
internal sealed class ArchiveException(ArchiveFault fault, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ArchiveFault Fault { get; } = fault;
}
