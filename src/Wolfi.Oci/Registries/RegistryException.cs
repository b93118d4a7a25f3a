namespace Wolfi.Oci.Registries;

/// <summary>A failure of pulling from or pushing to a registry. The message is one sentence that names the registry's object; no secret is in it.</summary>
public sealed class RegistryException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RegistryException(RegistryFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The kind of failure.</summary>
    public RegistryFault Fault { get; }
}
