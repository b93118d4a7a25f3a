namespace Wolfi.Containers.Credentials;

/// <summary>What a registry is used for: environment variables without a host's name are for one direction.</summary>
public enum RegistryUse
{
    /// <summary>Images are read from it.</summary>
    Pull,

    /// <summary>Images are written to it.</summary>
    Push,
}
