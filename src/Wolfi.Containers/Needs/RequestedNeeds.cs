using System.Collections.Immutable;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Needs;

/// <summary>What the app of a request needs, with all that its project says about it.</summary>
/// <param name="App">The app as it ships.</param>
/// <param name="Needs">Its needs.</param>
public sealed record RequestedNeeds(PublishedApp App, NeedSet Needs)
{
    /// <summary>apk's name of the architecture that the request is for.</summary>
    /// <exception cref="WolfiException">There are no images for it.</exception>
    public static string ArchitectureOf(PublishRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string suffix = request.App.RuntimeIdentifier[(request.App.RuntimeIdentifier.LastIndexOf('-') + 1)..];
        return Architectures.FromRuntimeIdentifier(suffix)?.Apk ?? throw ImageErrors.UnknownArchitecture.Fail(request.App.RuntimeIdentifier);
    }

    /// <summary>Reads the app's files, applies the rules, and then what the project adds and leaves out.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="cache">Remembers what files said; null reads all of them.</param>
    /// <exception cref="WolfiException">The app can't run in an image, can't be read, or the project names a need that there is not.</exception>
    public static RequestedNeeds Find(PublishRequest request, CancellationToken cancellationToken, ScanCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImmutableArray<string> variables = [.. request.Container.Environment.Select(variable => variable.Key)];
        PublishedApp app = DebuggerFiles.LeaveOut(request.App, request.OmitDebuggerFiles, variables);
        NeedSet found = NeedsFinder.Find(app, ArchitectureOf(request), variables, cancellationToken, cache);
        return new RequestedNeeds(app, DeclaredNeeds.Apply(found, request.Needs, app, variables));
    }
}
