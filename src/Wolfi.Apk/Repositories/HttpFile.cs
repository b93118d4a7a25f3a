namespace Wolfi.Apk.Repositories;

/// <summary>A file to download.</summary>
/// <param name="Url">Its address, without user info.</param>
/// <param name="Shown">What messages call it.</param>
/// <param name="Limit">Most bytes.</param>
/// <param name="UserInfo">The credential that the repository's own URL carries, for that server alone; null when it carries none.</param>
internal sealed record HttpFile(Uri Url, string Shown, long Limit, RepositoryCredential? UserInfo)
{
    /// <summary>Whether anything but a gzip file is refused from its first bytes.</summary>
    public bool IsGzip { get; init; } = true;

    /// <summary>Whether a server chose the address, and not the project: no credentials go there.</summary>
    public bool IsForeign { get; init; }
}
