namespace Wolfi.Containers.Tool.Output;

/// <summary>The three streams of one run. Answers go to <paramref name="Out"/>, everything else to <paramref name="Error"/>.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>True when a person reads <see cref="Out"/>: only then are there colours and is the width the screen's.</summary>
    public bool IsInteractive { get; init; }
}
