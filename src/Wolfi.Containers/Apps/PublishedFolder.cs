using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Apps;

/// <summary>Tells from a publish folder alone what app is in it. A build knows more: of single files and native code nothing is seen but the program.</summary>
public static class PublishedFolder
{
    private const string ConfigurationSuffix = ".runtimeconfig.json";
    private const string DependenciesSuffix = ".deps.json";

    // Only programs that carry a bundle know this variable, and only those that carry the runtime as well load ICU.
    private const string BundleText = "DOTNET_BUNDLE_EXTRACT_BASE_DIR";
    private const string RuntimeText = "libicuuc.so";

    /// <summary>Reads the folder.</summary>
    /// <param name="folder">The publish folder.</param>
    /// <param name="runtimeIdentifier">The platform of a portable app's image, such as <c>linux-x64</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WolfiException">It can't be read, or holds no app or several.</exception>
    public static PublishedApp Read(string folder, string runtimeIdentifier, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string root = Path.GetFullPath(folder);
        ImmutableArray<string> paths = PublishFolder.List(root, cancellationToken);
        PublishedApp app = new()
        {
            AssemblyName = "app",
            Version = "1.0.0",
            TargetFramework = "",
            RuntimeIdentifier = runtimeIdentifier,
            SelfContained = false,
            PublishFolder = root,
            Files = [.. paths.Select(path => new PublishedFile { RelativePath = path, FullPath = Path.Combine(root, path), Source = FileSource.Project })],
        };
        string[] configurations = [.. paths.Where(path => !path.Contains('/', StringComparison.Ordinal) && path.EndsWith(ConfigurationSuffix, StringComparison.Ordinal))];
        return configurations switch
        {
            [] => Program(app, cancellationToken),
            [var configuration] => Managed(app, configuration[..^ConfigurationSuffix.Length]),
            _ => throw AppErrors.NoApp.Fail(folder, $"it holds several: {string.Join(", ", configurations)}"),
        };
    }

    private static PublishedApp Managed(PublishedApp app, string name)
    {

        string text = Encoding.UTF8.GetString(ReadSmall(app, name + ConfigurationSuffix, AppLimits.RuntimeConfigurationBytes));
        RuntimeConfiguration configuration = RuntimeConfiguration.Parse(text, name);
        AppDependencies dependencies = new();
        if (FileOf(app, name + DependenciesSuffix) is { } file)
        {
            using FileStream stream = PublishedFileReader.OpenShipped(app, file);
            dependencies = AppDependencies.Read(stream, file.RelativePath);
        }

        // The host that a portable app gets is for the machine that published it, and no image has it.
        bool IsHostOfAnyMachine(PublishedFile item) => item.RelativePath == name && dependencies.RuntimeIdentifier.Length == 0;
        return app with
        {
            AssemblyName = name,
            TargetFramework = dependencies.TargetFramework,
            RuntimeIdentifier = dependencies.RuntimeIdentifier.Length > 0 ? dependencies.RuntimeIdentifier : app.RuntimeIdentifier,
            SelfContained = !configuration.Included.IsEmpty,
            FrameworkReferences = [.. configuration.Frameworks.Concat(configuration.Included).Select(framework => framework.Name)],
            Files = [.. app.Files.Where(item => !IsHostOfAnyMachine(item)).Select(item => WithOrigin(item, dependencies))],
            RuntimeConfiguration = text,
        };
    }

    private static PublishedFile WithOrigin(PublishedFile file, AppDependencies dependencies) =>
        dependencies.Origins.TryGetValue(file.RelativePath, out FileOrigin origin)
            ? file with { Source = origin.Source, PackageId = origin.PackageId, PackageVersion = origin.PackageVersion }
            : file;

    // Without a configuration the app is a program: a bundle, or native code.
    private static PublishedApp Program(PublishedApp app, CancellationToken cancellationToken)
    {
        List<(PublishedFile File, ImmutableArray<string> Texts)> programs = [];
        foreach (PublishedFile file in app.Files.Where(file => !file.RelativePath.Contains('/', StringComparison.Ordinal) && !NeedRules.DebuggerFiles.Contains(file.RelativePath)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using FileStream stream = PublishedFileReader.OpenShipped(app, file);
            if (ElfReader.Read(stream).File is { IsProgram: true } elf && !NativeFileRules.IsLibraryName(file.RelativePath))
            {
                programs.Add((file, NativeTextReader.Find(stream, elf.LoadedBytes, [BundleText, RuntimeText])));
            }
        }

        if (programs is not [var (program, texts)])
        {
            throw AppErrors.NoApp.Fail(app.PublishFolder, programs.Count == 0
                ? $"it has neither a *{ConfigurationSuffix} nor a program"
                : $"it has no *{ConfigurationSuffix}, and several programs: {string.Join(", ", programs.Select(other => other.File.RelativePath))}");
        }

        bool isBundle = texts.Contains(BundleText);
        return app with
        {
            AssemblyName = program.RelativePath,
            SelfContained = !isBundle || texts.Contains(RuntimeText),
            SingleFile = isBundle,
            NativeAot = !isBundle,
        };
    }

    private static PublishedFile? FileOf(PublishedApp app, string path) => app.Files.FirstOrDefault(file => file.RelativePath == path);

    private static byte[] ReadSmall(PublishedApp app, string path, int limit)
    {
        using FileStream stream = PublishedFileReader.OpenShipped(app, FileOf(app, path)!);
        if (stream.Length > limit)
        {
            throw AppErrors.UnreadableFile.Fail(path, $"it has {stream.Length} bytes; {limit} are accepted");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
