using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Registries;

/// <summary>How this product speaks to registries: with which credentials, which of them are insecure, and who hears of it.</summary>
/// <param name="Sources">Where credentials may be found.</param>
/// <param name="Insecure">Registries, as hosts with ports, whose certificates are not checked and that may speak plain http.</param>
/// <param name="Observer">Hears warnings, and what is pulled and pushed.</param>
public sealed record RegistryAccess(RegistryCredentialSources Sources, ImmutableArray<string> Insecure, IPublishObserver Observer)
{
    /// <summary>Waits and tries.</summary>
    public RegistryTiming Timing { get; init; } = RegistryTiming.Default;

    /// <summary>Where all requests end; null for the network.</summary>
    internal PushRehearsal? Rehearsed { get; init; }

    /// <summary>As the environment of this process has it.</summary>
    public static RegistryAccess OfThisProcess(IPublishObserver observer) => new(RegistrySourcesReader.Read(), RegistrySourcesReader.Insecure(), observer);

    /// <summary>A client for one direction.</summary>
    /// <param name="use">The direction.</param>
    /// <param name="also">Hears of everything too; null for nobody.</param>
    public RegistryClient Open(RegistryUse use, Action<RegistryEvent>? also = null)
    {
        RegistryClientOptions options = new()
        {
            Credentials = Sources.Open(use, Observer.Warn),
            InsecureRegistries = Insecure,
            Observer = happened =>
            {
                Tell(happened);
                also?.Invoke(happened);
            },
            Timing = Timing,
        };
        return Rehearsed?.Open(options) ?? new RegistryClient(options);
    }

    /// <summary>Warns where a registry is one of the insecure ones.</summary>
    public void WarnIfInsecure(string registry)
    {
        if (Insecure.Contains(registry, StringComparer.OrdinalIgnoreCase))
        {
            Observer.Warn(RegistryErrors.Insecure.Create(registry));
        }
    }

    private void Tell(RegistryEvent happened)
    {
        switch (happened.Kind)
        {
            case RegistryEventKind.Warning:
                Observer.Warn(RegistryErrors.Says.Create(happened.Text));
                break;
            case RegistryEventKind.Retrying:
                Observer.Inform(happened.Text);
                break;
            case RegistryEventKind.BlobProgress:
                break;
            default:
                Observer.Detail(happened.Text);
                break;
        }
    }
}
