namespace Wolfi.Containers.Apps;

/// <summary>An app as it will be published: the one of the last build, with what the compiler has made since.</summary>
internal static class ForeseenApp
{
    /// <summary>The app, whose files lie where they are published from; null where what ships is not what the compiler makes.</summary>
    /// <param name="last">The app of the last build.</param>
    /// <param name="version"><c>Version</c> of the project now.</param>
    /// <param name="revision"><c>SourceRevisionId</c> of the project now; null when there is none.</param>
    public static PublishedApp? Of(PublishedApp last, string version, string? revision) =>
        last is { SingleFile: false, NativeAot: false, Trimmed: false, ReadyToRun: false }
            ? last with { Version = version, SourceRevision = revision, Files = [.. last.Files.Select(AtItsSource)] }
            : null;

    /// <summary>
    /// The app with copies of those of its files that a build may write at any time. Packages of NuGet stay where they are: nobody writes there.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <param name="folder">An existing folder, empty.</param>
    public static PublishedApp CopyInto(PublishedApp app, string folder) =>
        app with { Files = [.. app.Files.Select((file, i) => IsPackaged(file) ? file : Copy(file, Path.Combine(folder, $"{i}")))] };

    private static PublishedFile Copy(PublishedFile file, string place)
    {
        File.Copy(file.FullPath, place);
        return file with { FullPath = place, Substituted = true };
    }

    private static PublishedFile AtItsSource(PublishedFile file) =>
        file is { Substituted: false, Origin: { } origin } && File.Exists(origin) && (IsFromPackage(file) || File.GetLastWriteTimeUtc(origin) > File.GetLastWriteTimeUtc(file.FullPath))
            ? file with { FullPath = origin, Substituted = true }
            : file;

    private static bool IsPackaged(PublishedFile file) => IsFromPackage(file) && file.FullPath == file.Origin;

    private static bool IsFromPackage(PublishedFile file) => file is { Source: FileSource.NuGet or FileSource.RuntimePack, Origin: { } origin } && !IsHost(origin);

    // The build writes the app's name into its host.
    private static bool IsHost(string origin) => Path.GetFileName(origin) is "apphost" or "singlefilehost";
}
