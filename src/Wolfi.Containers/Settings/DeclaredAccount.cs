namespace Wolfi.Containers.Settings;

/// <summary>An account for <c>etc/passwd</c>, <c>etc/group</c> and <c>etc/shadow</c>.</summary>
/// <param name="Name">Login name.</param>
/// <param name="Uid">User number.</param>
/// <param name="Gid">Group number.</param>
/// <param name="Home">Absolute home folder.</param>
public sealed record DeclaredAccount(string Name, int Uid, int Gid, string Home);
