using System.Collections.Immutable;

namespace Wolfi.Oci.Registries;

/// <summary>How a registry client works.</summary>
public sealed record RegistryClientOptions
{
    /// <summary>Knows credentials; null for none.</summary>
    public IRegistryCredentials? Credentials { get; init; }

    /// <summary>Registries, as hosts with ports, whose certificates are not checked and that may be spoken to over plain http. Those on this machine need not be named for http.</summary>
    public ImmutableArray<string> InsecureRegistries { get; init; } = [];

    /// <summary>Waits and tries.</summary>
    public RegistryTiming Timing { get; init; } = RegistryTiming.Default;

    /// <summary>Blobs that are sent or fetched at once.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Bytes of a piece of a blob, where it is sent in pieces.</summary>
    public int ChunkSize { get; init; } = 8 * 1024 * 1024;

    /// <summary>Hears what happens, from several threads.</summary>
    public Action<RegistryEvent>? Observer { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Numbers from 0 to below 1, for pauses.</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Changes the connections; for tests.</summary>
    internal Action<SocketsHttpHandler>? Configure { get; init; }

    /// <summary>Tells an event.</summary>
    internal void Tell(RegistryEvent happened) => Observer?.Invoke(happened);
}
