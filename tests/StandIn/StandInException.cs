namespace Wolfi.StandIn;

/// <summary>The machine lacks something, or the output folder is not ours to replace: one sentence for the user.</summary>
internal sealed class StandInException(string message) : Exception(message);
