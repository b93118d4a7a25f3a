namespace Wolfi.Oci.Registries;

/// <summary>Where in the network a host is, by its name alone, from the widest to what nobody outside may be led to.</summary>
internal enum NetworkZone
{
    /// <summary>Anywhere.</summary>
    Public,

    /// <summary>An address or name inside of an organisation.</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>This link (where clouds keep their metadata), or no single host.</summary>
    Forbidden,
}
