namespace Wolfi.Containers.Apps;

/// <summary>The document that carries a <see cref="PublishedApp"/> from the build to whoever makes the image.</summary>
/// <param name="Version">The document's form; see <see cref="PublishedAppJson.FormVersion"/>.</param>
/// <param name="App">What it carries.</param>
internal sealed record PublishedAppDocument(int Version, PublishedApp App);
