namespace Wolfi.Containers.Tool.Output;

/// <summary>The three streams of one run. Answers go to <paramref name="Out"/>, everything else to <paramref name="Error"/>.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>Columns of the screen where a person reads <see cref="Out"/>: only then are there borders and bold type; null when it is redirected.</summary>
    public int? Width { get; init; }

    /// <summary>Asks the person at the terminal for a secret, without showing what is typed; null where nobody is there.</summary>
    public Func<string, string?>? AskSecret { get; init; }
}
