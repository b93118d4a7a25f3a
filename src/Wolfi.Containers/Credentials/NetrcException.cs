namespace Wolfi.Containers.Credentials;

/// <summary>A netrc file is outside its format. The message names the line and never a word of the file.</summary>
internal sealed class NetrcException(int line, string what) : Exception($"line {line}: {what}");
