using System.Collections.Immutable;

namespace Wolfi.Containers.Apps;

/// <summary>A published app, and what could not be told about it.</summary>
/// <param name="App">The app.</param>
/// <param name="UnnamedFiles">Paths below the publish folder that no item of the build names, in order.</param>
public sealed record CapturedApp(PublishedApp App, ImmutableArray<string> UnnamedFiles);
