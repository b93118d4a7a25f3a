namespace Wolfi.RunImage;

/// <summary>Another program failed.</summary>
internal sealed class ProgramException(string message) : Exception(message);
