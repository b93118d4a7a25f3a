namespace Wolfi.Containers.Needs;

/// <summary>A type that an assembly names and that lies behind another one: older libraries name one assembly, such as <c>netstandard</c>, for all of the framework.</summary>
/// <param name="Type">The type's full name.</param>
/// <param name="Assembly">Of a facade, the assembly that it hands on to; of one that uses a facade, that facade.</param>
public sealed record ForwardedType(string Type, string Assembly);
