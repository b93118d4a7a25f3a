using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Registries;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Settings;

/// <summary>Reads whether and where a build pushes its image, and who hears of the result.</summary>
internal sealed class PushReader(RawPublishOptions raw, PublishSurroundings surroundings, DiagnosticBag bag)
{
    /// <summary>Where the image goes; null where no registry is named, or an archive is asked for, as the .NET SDK has it.</summary>
    public PushSettings? Read(string repository, ImmutableArray<string> tags, bool offline)
    {
        Setting setting = raw[KnownSettings.RegistryUrl].Length > 0 ? KnownSettings.RegistryUrl : KnownSettings.ContainerRegistry;
        string registry = raw[setting];
        if (registry.Length == 0 || raw[KnownSettings.ContainerArchiveOutputPath].Length > 0)
        {
            return null;
        }

        ImmutableArray<string> mounts = Values.Words(raw[KnownSettings.WolfiMountFrom]);
        foreach (string mount in mounts.Where(mount => !RepositoryNames.IsValid(mount)))
        {
            bag.Add(RegistrySettingsErrors.InvalidMount, Values.Shown(mount));
        }

        if (offline)
        {
            bag.Add(RegistrySettingsErrors.Offline, setting.Name);
        }

        if (ImageReference.TryCreate(registry, repository, out ImageReference? reference))
        {
            return new PushSettings(new PushTarget(reference, tags) { MountFrom = mounts })
            {
                Credentials = surroundings.RegistryCredentials,
                Insecure = surroundings.InsecureRegistries,
            };
        }

        bag.Add(RegistrySettingsErrors.InvalidRegistry, setting.Name, Values.Shown(registry[(registry.LastIndexOf('@') + 1)..]));
        return null;
    }

    /// <summary>The file for the digest; null for none.</summary>
    public string? DigestFile() => File(KnownSettings.WolfiDigestFile, raw[KnownSettings.WolfiDigestFile]);

    /// <summary>The file for the lines that build servers read; null for none.</summary>
    public string? OutputsFile() => File(KnownSettings.WolfiOutputsFile, raw[KnownSettings.WolfiOutputsFile]) ?? surroundings.OutputsFile;

    private string? File(Setting setting, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Any(char.IsControl) || text[^1] is '/' or '\\' || surroundings.Files.FolderExists(raw.FullPath(text)))
        {
            bag.Add(SettingsErrors.InvalidPath, setting.Name, Values.Shown(text), "it is no name of a file");
            return null;
        }

        return raw.FullPath(text);
    }
}
