using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Settings;

/// <summary>Where the image goes.</summary>
internal sealed class Outputs(RawPublishOptions raw, string publishFolder, PublishSurroundings surroundings, DiagnosticBag bag)
{
    private readonly string _publishFolder = Path.TrimEndingDirectorySeparator(publishFolder);

    /// <summary>Whether the image is for several platforms: only an OCI archive holds them all.</summary>
    public bool SeveralPlatforms { get; init; }

    /// <summary>The layout, null for none, and the place of what stands beside it.</summary>
    public (string? LayoutFolder, OutputPlace Beside) Layout()
    {
        string text = raw[KnownSettings.WolfiImageLayout];
        if (Values.Flag(text, standard: true) is { } writes)
        {
            string folder = _publishFolder + "-image";
            return (writes ? Path.Combine(folder, "layout") : null, new OutputPlace(folder, ""));
        }

        string layout = Place(KnownSettings.WolfiImageLayout, text);
        if (Path.GetDirectoryName(layout) is not { } parent)
        {
            bag.Add(SettingsErrors.InvalidPath, KnownSettings.WolfiImageLayout.Name, Values.Shown(text), "it is the root of a disk");
            parent = layout;
        }

        return (layout, new OutputPlace(parent, Path.GetFileName(layout) + "."));
    }

    /// <summary>The archive; null when none is asked for.</summary>
    public string? Archive(string imageRepository)
    {
        string text = raw[KnownSettings.ContainerArchiveOutputPath];
        if (text.Length == 0)
        {
            return null;
        }

        string path = Place(KnownSettings.ContainerArchiveOutputPath, text);
        bool isFolder = text[^1] is '/' or '\\' || !Path.HasExtension(path) || surroundings.Files.FolderExists(path);
        if (isFolder)
        {
            return Path.Combine(path, imageRepository.Split('/')[^1] + ".tar");
        }

        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase))
        {
            bag.Add(SettingsErrors.PlainTar, Path.GetFileName(path));
        }

        return path;
    }

    /// <summary>Checks that an image without a layout goes into a registry, and nowhere where a layout would be needed.</summary>
    public void CheckWithoutLayout(PublishRequest request)
    {
        bool namesRegistry = raw[KnownSettings.ContainerRegistry].Length > 0 || raw[KnownSettings.RegistryUrl].Length > 0;
        string? fault = request.LayoutFolder is not null ? null
            : request.ArchiveFile is not null ? $"{KnownSettings.ContainerArchiveOutputPath.Name} asks for an archive"
            : !namesRegistry ? $"no {KnownSettings.ContainerRegistry.Name} is named"
            : request.Load is not null ? $"{KnownSettings.WolfiLoad.Name} asks for the image in a container engine"
            : null;
        if (fault is not null)
        {
            bag.Add(RegistrySettingsErrors.NoLayout, fault);
        }
    }

    /// <summary>The archive's form.</summary>
    public ArchiveFormat Format()
    {
        string text = raw[KnownSettings.WolfiArchiveFormat];
        if (text.Length == 0)
        {
            return SeveralPlatforms ? ArchiveFormat.Oci : ArchiveFormat.Docker;
        }

        if (Enum.GetNames<ArchiveFormat>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<ArchiveFormat>(text, ignoreCase: true);
        }

        bag.Add(SettingsErrors.InvalidChoice, KnownSettings.WolfiArchiveFormat.Name, Values.Shown(text), "docker, oci");
        return ArchiveFormat.Docker;
    }

    /// <summary>The package cache.</summary>
    public string Cache()
    {
        if (raw[KnownSettings.WolfiCacheFolder] is { Length: > 0 } text)
        {
            return Full(KnownSettings.WolfiCacheFolder, text);
        }

        if (surroundings.UserCacheFolder is null)
        {
            bag.Add(SettingsErrors.NoCacheFolder);
        }

        return UserCache.FolderIn(surroundings.UserCacheFolder ?? raw.ProjectFolder);
    }

    private string Place(Setting setting, string text)
    {
        string path = Full(setting, text);
        StringComparison comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (path.Equals(_publishFolder, comparison) || path.StartsWith(_publishFolder + Path.DirectorySeparatorChar, comparison))
        {
            bag.Add(SettingsErrors.OutputInPublishFolder, setting.Name, Values.Shown(text), _publishFolder);
        }

        return path;
    }

    private string Full(Setting setting, string text)
    {
        if (text.Any(char.IsControl))
        {
            bag.Add(SettingsErrors.InvalidPath, setting.Name, Values.Shown(text), "it holds control characters");
            return raw.ProjectFolder;
        }

        return Path.TrimEndingDirectorySeparator(raw.FullPath(text));
    }
}
