namespace Wolfi.Containers.Diagnostics;

/// <summary>One fault in one build: the kind, the finished sentence and the finished advice, without secrets.</summary>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, string Message, string Advice)
{
    /// <summary>The code, such as <c>WOLFI2003</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>The sentence and the advice as one line, without the code.</summary>
    public string Text => Advice.Length == 0 ? Message : $"{Message} {Advice}";

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Text}";
}
