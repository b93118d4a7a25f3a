namespace Wolfi.RunImage;

/// <summary>An HTTP answer: the status and the rest of it, headers and body.</summary>
internal sealed record HttpAnswer(int Status, string Text);
