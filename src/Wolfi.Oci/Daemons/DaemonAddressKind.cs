namespace Wolfi.Oci.Daemons;

/// <summary>The ways to a daemon.</summary>
public enum DaemonAddressKind
{
    /// <summary>A unix socket of this machine.</summary>
    Socket,

    /// <summary>A named pipe of this Windows machine.</summary>
    Pipe,

    /// <summary>A port that speaks plain HTTP.</summary>
    Tcp,

    /// <summary>Anything that only the client program knows how to reach, such as ssh.</summary>
    Other,
}
