namespace Wolfi.TestRegistry;

/// <summary>A request that came.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Query">Its query, with the question mark.</param>
/// <param name="Host">The host that it was for.</param>
/// <param name="Authorization">Its Authorization header; null without.</param>
/// <param name="Status">The status of the answer; 0 where the connection was ended.</param>
/// <param name="Received">Bytes of its body.</param>
public sealed record SeenRequest(string Method, string Path, string Query, string Host, string? Authorization, int Status, long Received)
{
    /// <summary>Method and path, for lists.</summary>
    public override string ToString() => $"{Method} {Path}{Query} {Status}";
}
