using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>Counts how often the fault of one registry has struck.</summary>
internal sealed class FaultCounter
{
    private static readonly ConcurrentDictionary<int, FaultCounter> s_counters = new();

    public int Count;

    public int Others;

    /// <summary>The counter of the server that a request came to; each listens on a port of its own.</summary>
    public static FaultCounter Of(HttpContext context) => s_counters.GetOrAdd(context.Connection.LocalPort, _ => new FaultCounter());

    /// <summary>Begins anew, as ports come again.</summary>
    public static void Forget(int port) => s_counters.TryRemove(port, out _);
}
