using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Apps;

/// <summary>Records a published app in one document, right after it was published.</summary>
public static class AppRecorder
{
    /// <summary>Reads the publish folder and writes the document, and beside it the files that ship in the place of published ones.</summary>
    /// <param name="facts">What the build knows; <see cref="BuildFacts.RuntimeConfiguration"/> is read from disk here.</param>
    /// <param name="runtimeConfigurationFile">Absolute path of the build's runtimeconfig.json, for a publish that leaves none; null when there is none.</param>
    /// <param name="documentFile">Absolute path of the document to write.</param>
    /// <param name="observer">Hears of files that nothing names and of assemblies that name local folders.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="WolfiException">The folder holds what can't ship, or something can't be read or written.</exception>
    public static PublishedApp Record(
        BuildFacts facts, string? runtimeConfigurationFile, string documentFile, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(observer);
        ImmutableArray<string> files = PublishFolder.List(facts.PublishFolder, cancellationToken);
        CapturedApp captured = AppCapture.Capture(facts, files);
        string folder = Path.GetDirectoryName(documentFile) ?? throw new ArgumentException("The document needs a folder.", nameof(documentFile));
        try
        {
            Directory.CreateDirectory(folder);
            PublishedApp app = WithSubstitutes(captured.App, facts.TargetName, folder) with
            {
                RuntimeConfiguration = RuntimeConfiguration(captured.App, facts.TargetName, runtimeConfigurationFile),
            };
            Warn(captured, app, observer, cancellationToken);
            WriteWhole(documentFile, PublishedAppJson.Write(app));
            return app;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CaptureErrors.NotRecorded.Fail(e, documentFile, e.Message);
        }
    }

    private static void Warn(CapturedApp captured, PublishedApp app, IPublishObserver observer, CancellationToken cancellationToken)
    {
        if (!captured.UnnamedFiles.IsEmpty)
        {
            observer.Warn(AppErrors.UnnamedFiles.Create(Listed(captured.UnnamedFiles)));
        }

        ImmutableArray<string> local = DebugPaths.FindLocal(app, cancellationToken);
        if (!local.IsEmpty)
        {
            observer.Warn(CaptureErrors.LocalPaths.Create(Listed(local)));
        }
    }

    private static string Listed(ImmutableArray<string> names) =>
        names.Length <= AppLimits.ListedFiles
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(AppLimits.ListedFiles))} and {names.Length - AppLimits.ListedFiles} more";

    private static PublishedApp WithSubstitutes(PublishedApp app, string targetName, string folder)
    {
        app = WithSubstitute(
            app, targetName + SdkWrittenFiles.EndpointManifestSuffix, folder, AppLimits.EndpointManifestBytes, (content, name) => EndpointManifest.WithConstantTimes(content, name));
        return app.RuntimeIdentifier.Length > 0
            ? app
            : WithSubstitute(app, targetName + ".deps.json", folder, AppLimits.DependenciesBytes, (content, name) => PortableDependencies.WithoutForeignAssets(content, name));
    }

    private static PublishedApp WithSubstitute(PublishedApp app, string name, string folder, int limit, Func<byte[], string, byte[]?> change)
    {
        int index = app.Files.FirstOrDefault(file => file.RelativePath == name) is { } found ? app.Files.IndexOf(found) : -1;
        if (index < 0 || app.Files[index] is not { Substituted: false } published || change(ReadShipped(app, published, limit), name) is not { } changed)
        {
            return app;
        }

        string substitute = Path.Combine(folder, name);
        WriteWhole(substitute, changed);
        return app with { Files = app.Files.SetItem(index, published with { FullPath = substitute, Substituted = true }) };
    }

    private static string? RuntimeConfiguration(PublishedApp app, string targetName, string? buildFile)
    {
        string name = targetName + ".runtimeconfig.json";
        if (app.Files.FirstOrDefault(file => file.RelativePath == name) is { } shipped)
        {
            return Encoding.UTF8.GetString(ReadShipped(app, shipped, AppLimits.RuntimeConfigurationBytes));
        }

        if (buildFile is null || !File.Exists(buildFile))
        {
            return null;
        }

        using FileStream stream = PublishedFileReader.OpenInput(new PublishedFile { RelativePath = name, FullPath = buildFile, Source = FileSource.Project });
        return Encoding.UTF8.GetString(ReadAll(stream, name, AppLimits.RuntimeConfigurationBytes));
    }

    private static byte[] ReadShipped(PublishedApp app, PublishedFile file, int limit)
    {
        using FileStream stream = PublishedFileReader.OpenShipped(app, file);
        return ReadAll(stream, file.RelativePath, limit);
    }

    private static byte[] ReadAll(FileStream stream, string name, int limit)
    {
        if (stream.Length > limit)
        {
            throw AppErrors.UnreadableFile.Fail(name, $"it has {stream.Length} bytes; {limit} are accepted");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    // Beside and into place: a build that is killed leaves the last whole file.
    private static void WriteWhole(string path, byte[] content)
    {
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
