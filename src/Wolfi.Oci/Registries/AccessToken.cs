using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Registries;

/// <summary>A token server's answer.</summary>
/// <param name="Token">The token.</param>
/// <param name="Lifetime">How long it is good.</param>
internal sealed record AccessToken(string Token, TimeSpan Lifetime)
{
    /// <summary>Bytes of an answer.</summary>
    public const int MostBytes = 256 * 1024;

    private const long StandardSeconds = 60;
    private const long MostSeconds = 24 * 60 * 60;

    /// <summary>Reads the answer's JSON; null where it holds no token.</summary>
    public static AccessToken? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonPart.Read(bytes, "The token server's answer", Read);
        }
        catch (OciException)
        {
            // Its text may quote the answer.
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(AccessToken);

    private static AccessToken? Read(JsonPart top)
    {
        string? token = top.Text("token") is { Length: > 0 } first ? first : top.Text("access_token");
        long seconds = top.Find("expires_in")?.AsNumber() ?? StandardSeconds;
        return RegistryCredential.IsToken(token)
            ? new AccessToken(token!, TimeSpan.FromSeconds(seconds <= 0 ? StandardSeconds : Math.Min(seconds, MostSeconds)))
            : null;
    }
}
