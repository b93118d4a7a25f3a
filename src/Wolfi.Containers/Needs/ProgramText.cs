using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Needs;

/// <summary>A text that a native file holds.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">The text: what was looked for, with the digits and dots that follow it.</param>
internal sealed record ProgramText(PublishedFile File, string Text);
