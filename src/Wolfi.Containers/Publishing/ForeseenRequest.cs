using Wolfi.Containers.Apps;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Publishing;

/// <summary>What a build will probably ask for: what the last one asked for, where this one does not know better yet.</summary>
/// <param name="raw">The project's settings, as far as they are known.</param>
/// <param name="publishedAppFile">The document about the app that the last build wrote, beside that about its settings; whether they are there or not.</param>
/// <param name="publishFolder">Absolute path of the project's publish folder.</param>
internal sealed class ForeseenRequest(RawPublishOptions raw, string publishedAppFile, string publishFolder)
{
    /// <summary>With the app of the last build; null where the settings are not valid.</summary>
    /// <exception cref="Diagnostics.WolfiException">The app's document is damaged.</exception>
    public Task<PublishRequest?> WithLastAppAsync(CancellationToken cancellationToken) =>
        ParseAsync(Known(RawOptionsJson.TryReadFile(RawOptionsJson.FileBeside(publishedAppFile)) ?? raw), PublishedAppJson.ReadFile(publishedAppFile), cancellationToken);

    /// <summary>With the app as the compiler has left it; null where the settings are not valid or not known, or what ships is not what the compiler makes.</summary>
    /// <param name="version"><c>Version</c> of the project.</param>
    /// <param name="revision"><c>SourceRevisionId</c> of the project; null when there is none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Diagnostics.WolfiException">The app's document is damaged.</exception>
    public async Task<PublishRequest?> WithNextAppAsync(string version, string? revision, CancellationToken cancellationToken) =>
        RawOptionsJson.TryReadFile(RawOptionsJson.FileBeside(publishedAppFile)) is { } last && ForeseenApp.Of(PublishedAppJson.ReadFile(publishedAppFile), version, revision) is { } app
            ? await ParseAsync(WithRevision(Known(last), revision), app, cancellationToken).ConfigureAwait(false)
            : null;

    private static RawPublishOptions WithRevision(RawPublishOptions settings, string? revision) =>
        settings with { Properties = settings.Properties.SetItem(KnownSettings.SourceRevisionId.Name, revision ?? "") };

    private RawPublishOptions Known(RawPublishOptions last) => last with { Properties = last.Properties.SetItems(raw.Properties), Items = last.Items.SetItems(raw.Items) };

    private async Task<PublishRequest?> ParseAsync(RawPublishOptions settings, PublishedApp app, CancellationToken cancellationToken) =>
        PublishRequestParser.Parse(settings, app, await SurroundingsReader.ReadAsync(settings, cancellationToken).ConfigureAwait(false), publishFolder).Request;
}
