namespace Wolfi.EndToEnd.Harness;

/// <summary>A sample and the image that was made of it.</summary>
internal sealed record PublishedSample(Project Project, LayoutImage Image, CommandResult Publish);
