using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Settings;

/// <summary>Reads whether and where a build loads its image into a container engine of this machine.</summary>
internal static class LoadReader
{
    /// <summary>The settings; null where nothing is loaded: it is switched off, or the image goes to a registry or into an archive, as the .NET SDK has it.</summary>
    public static LoadSettings? Read(RawPublishOptions raw, PublishSurroundings surroundings, DiagnosticBag bag)
    {
        ContainerEngine? engine = Engine(raw, bag);
        bool? load = raw[KnownSettings.WolfiLoad].Length == 0 ? null : Values.Flag(raw, KnownSettings.WolfiLoad, standard: false, bag);
        bool elsewhere = raw[KnownSettings.ContainerArchiveOutputPath].Length > 0 || raw[KnownSettings.ContainerRegistry].Length > 0 || raw[KnownSettings.RegistryUrl].Length > 0;
        return load == false || (load is null && elsewhere)
            ? null
            : new LoadSettings(surroundings.Daemons) { Engine = engine, Required = load == true || engine is not null };
    }

    private static ContainerEngine? Engine(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.LocalRegistry];
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Equals(nameof(ContainerEngine.Docker), StringComparison.OrdinalIgnoreCase))
        {
            return ContainerEngine.Docker;
        }

        if (!text.Equals(nameof(ContainerEngine.Podman), StringComparison.OrdinalIgnoreCase))
        {
            bag.Add(SettingsErrors.InvalidChoice, KnownSettings.LocalRegistry.Name, Values.Shown(text), "Docker, Podman");
        }

        return ContainerEngine.Podman;
    }
}
