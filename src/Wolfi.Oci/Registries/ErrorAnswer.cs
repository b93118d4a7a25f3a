using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Registries;

/// <summary>What a registry says about an error (distribution-spec, error codes), fit for a message.</summary>
internal static class ErrorAnswer
{
    /// <summary>Bytes of an answer that are read.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostErrors = 3;

    /// <summary>The codes with their messages, such as <c>: NAME_UNKNOWN, repository name not known to registry</c>; empty where it says nothing that can be read.</summary>
    public static string Describe(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return bytes.IsEmpty ? "" : JsonPart.Read(bytes, "The error", Read);
        }
        catch (OciException)
        {
            return "";
        }
    }

    private static string Read(JsonPart top)
    {
        string[] errors = [.. top.Find("errors")?.Items.Take(MostErrors).Select(One) ?? []];
        return errors.Length == 0 ? "" : ": " + string.Join("; ", errors);
    }

    private static string One(JsonPart error)
    {
        string code = Shown.Text(error.Find("code")?.AsText() ?? "an error without code");
        return error.Find("message")?.AsText() is { Length: > 0 } message ? $"{code}, {Shown.Text(message).TrimEnd('.')}" : code;
    }
}
