namespace Wolfi.RunImage;

/// <summary>Another program failed.</summary>
internal sealed class CommandException(string message) : Exception(message);
