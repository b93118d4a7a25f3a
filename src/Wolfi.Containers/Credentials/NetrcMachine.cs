namespace Wolfi.Containers.Credentials;

/// <summary>One machine of a netrc file. Its text does not tell the secret.</summary>
/// <param name="Name">The host, or HOST:PORT.</param>
/// <param name="Login">The user; null when the entry names none.</param>
/// <param name="Password">The password; null when the entry has none.</param>
/// <param name="Line">Where the entry begins, from 1.</param>
internal sealed record NetrcMachine(string Name, string? Login, string? Password, int Line)
{
    public override string ToString() => $"machine {Name}";
}
