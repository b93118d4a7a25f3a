using Microsoft.AspNetCore.Http;
using Wolfi.Oci.Registries;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>One fault of a registry and what must come of it.</summary>
/// <param name="Name">The case's number and what goes wrong.</param>
/// <param name="Expected">The failure; null where pushing or pulling succeeds all the same.</param>
/// <param name="Answer">What the registry does in place of what it should; true when that is its answer.</param>
internal sealed record FaultRow(string Name, RegistryFault? Expected, Func<RegistryWorld, HttpContext, Task<bool>> Answer)
{
    /// <summary>The kind of registry; it wants the planted credentials by tokens unless this says otherwise.</summary>
    public RegistryOptions Options { get; init; } = new() { TokenUser = $"{RegistryWorld.User}:{RegistryWorld.Password}" };

    /// <summary>The failure of a document, where its bytes come as they should and what it says is wrong.</summary>
    public OciFault? ExpectedDocument { get; init; }

    /// <summary>What else must hold afterwards.</summary>
    public Action<RegistryWorld>? Check { get; init; }

    /// <summary>What the other server answers; null for what a registry does.</summary>
    public Func<HttpContext, Task<bool>>? OtherAnswer { get; init; }
}
