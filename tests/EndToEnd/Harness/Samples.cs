using System.Collections.Concurrent;

namespace Wolfi.EndToEnd.Harness;

/// <summary>The samples, each published once for all tests, with an archive beside its layout.</summary>
internal static class Samples
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<PublishedSample>>> Published = new(StringComparer.Ordinal);

    /// <summary>Every folder of <c>samples/</c> with a project in it.</summary>
    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Path.Combine(SharedData.RepositoryRoot, "samples"))
            .Where(folder => Directory.GetFiles(folder, "*.csproj").Length == 1)
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal);

    public static Task<PublishedSample> PublishedAsync(string name) => Published.GetOrAdd(name, _ => new(() => PublishAsync(name))).Value;

    /// <summary>Where the sample's docker-archive lies.</summary>
    public static string ArchivePath(PublishedSample sample) => Path.Combine(sample.Project.OutputFolder, "image.tar");

    private static async Task<PublishedSample> PublishAsync(string name)
    {
        Project project = await Project.CopyAsync(name);
        CommandResult result = await project.PublishAsync("layout", Project.Property("ContainerArchiveOutputPath", Path.Combine(project.OutputFolder, "image.tar")));
        result.Succeeded();
        return new PublishedSample(project, LayoutImage.Read(project.LayoutPath()), result);
    }
}
