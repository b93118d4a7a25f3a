using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>What a managed assembly says about the outside: the assemblies it references, the native libraries it calls, and the framework members it uses.</summary>
public sealed record AssemblyFile
{
    /// <summary>The assembly's simple name.</summary>
    public required string Name { get; init; }

    /// <summary>Simple names of the assemblies that it references, in order, each once.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Names of native libraries as its platform invoke methods write them, in order, each once. What trimming removed is not among them.</summary>
    public ImmutableArray<string> NativeLibraries { get; init; } = [];

    /// <summary>Of a facade, the types that it hands on, and where; of any other assembly, the types that it uses from facades.</summary>
    public ImmutableArray<ForwardedType> Forwarded { get; init; } = [];

    /// <summary>Of the types and members that were asked about, those that it uses, as <c>Namespace.Type</c> and <c>Namespace.Type.Member</c>, in order.</summary>
    public ImmutableArray<string> Uses { get; init; } = [];
}
