using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Makes plain values of the publishing task's parameters.</summary>
internal static class RawOptionsMapper
{
    public static RawPublishOptions Map(PublishImage task) => new()
    {
        ProjectFile = task.ProjectFile,
        Properties = Properties(task.Settings),
        GlobalProperties = GlobalProperties(task.BuildEngine),
        Items = Items(
            (KnownSettings.ContainerPort, task.Ports),
            (KnownSettings.ContainerEnvironmentVariable, task.EnvironmentVariables),
            (KnownSettings.ContainerLabel, task.Labels),
            (KnownSettings.ContainerAppCommand, task.AppCommand),
            (KnownSettings.ContainerAppCommandArgs, task.AppCommandArgs),
            (KnownSettings.ContainerDefaultArgs, task.DefaultArgs),
            (KnownSettings.ContainerEntrypoint, task.Entrypoint),
            (KnownSettings.ContainerEntrypointArgs, task.EntrypointArgs),
            (KnownSettings.WolfiRepositoryItem, task.Repositories),
            (KnownSettings.WolfiKeyItem, task.Keys),
            (KnownSettings.WolfiPackageItem, task.Packages),
            (KnownSettings.WolfiNeed, task.Needs),
            (KnownSettings.WolfiCertificate, task.Certificates),
            (KnownSettings.WolfiAccount, task.Accounts),
            (KnownSettings.WolfiAllowCapability, task.AllowedCapabilities),
            (KnownSettings.WolfiFile, task.Files),
            (KnownSettings.WolfiTestResults, task.TestResults),
            (KnownSettings.WolfiVexFile, task.VexFiles)),
    };

    public static RawPublishOptions Map(BeginImage task) => new()
    {
        ProjectFile = task.ProjectFile,
        Properties = Properties(task.Settings),
        Items = Items(
            (KnownSettings.WolfiRepositoryItem, task.Repositories),
            (KnownSettings.WolfiKeyItem, task.Keys),
            (KnownSettings.WolfiPackageItem, task.Packages),
            (KnownSettings.WolfiNeed, task.Needs)),
    };

    private static ImmutableHashSet<string> GlobalProperties(IBuildEngine engine) =>
        engine is IBuildEngine6 newer ? newer.GetGlobalProperties().Keys.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase) : [];

    private static ImmutableDictionary<string, string> Properties(ITaskItem[] settings)
    {
        ImmutableDictionary<string, string>.Builder properties = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (ITaskItem setting in settings)
        {
            properties[setting.ItemSpec] = setting.GetMetadata("Value");
        }

        return properties.ToImmutable();
    }

    private static ImmutableDictionary<string, ImmutableArray<RawItem>> Items(params (Setting Setting, ITaskItem[] Items)[] kinds) =>
        kinds.ToImmutableDictionary(
            kind => kind.Setting.Name,
            kind => kind.Items.Select(Map).ToImmutableArray(),
            StringComparer.OrdinalIgnoreCase);

    private static RawItem Map(ITaskItem item)
    {
        ImmutableDictionary<string, string>.Builder metadata = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in item.CloneCustomMetadata().Keys.Cast<string>())
        {
            metadata[name] = item.GetMetadata(name);
        }

        string definedIn = item.GetMetadata("DefiningProjectFullPath");
        return new RawItem(item.ItemSpec, metadata.ToImmutable(), definedIn.Length > 0 ? definedIn : null);
    }
}
