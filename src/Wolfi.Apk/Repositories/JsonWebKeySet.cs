using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Repositories;

/// <summary>Reads a JSON Web Key Set (RFC 7517) of RSA public keys (RFC 7518, 6.3.1); a key <c>KID</c> is apk's <c>KID.rsa.pub</c>. Any other key fails the whole set.</summary>
internal static class JsonWebKeySet
{
    // RFC 7518, 6.2.2.1, 6.3.2 and 6.4.1: what only the owner of a key may know.
    private static readonly ImmutableArray<string> PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <exception cref="ApkException"><see cref="ApkFault.MalformedKeySet"/>, <see cref="ApkFault.MalformedKey"/> or <see cref="ApkFault.LimitExceeded"/>.</exception>
    public static ImmutableArray<PublicKey> Read(JsonElement root, string shown)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("keys", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new ApkException(ApkFault.MalformedKeySet, $"{shown}: it is no key set with at least one key.");
        }

        if (list.GetArrayLength() > Limits.DiscoveredKeys)
        {
            throw new ApkException(ApkFault.LimitExceeded, $"{shown}: it holds {list.GetArrayLength()} keys; {Limits.DiscoveredKeys} are accepted.");
        }

        ImmutableArray<PublicKey> keys = [.. list.EnumerateArray().Select((key, i) => ReadKey(key, $"{shown}: key {i + 1}"))];
        return keys.GroupBy(key => key.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ApkException(ApkFault.MalformedKeySet, $"{shown}: two keys are named '{twice.Key}'.")
            : keys;
    }

    private static PublicKey ReadKey(JsonElement key, string shown)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "kty") is not { } type)
        {
            throw Malformed(shown, "has no type (kty)");
        }

        if (type != "RSA")
        {
            throw Malformed(shown, $"is of the type '{MessageText.Shorten(type)}'; packages and indexes are signed by RSA keys");
        }

        if (PrivateMembers.Any(member => key.TryGetProperty(member, out _)))
        {
            throw Malformed(shown, "is a private key: whoever serves it has lost it");
        }

        if (key.TryGetProperty("use", out _) && Text(key, "use") != "sig")
        {
            throw Malformed(shown, "is not for signatures (use)");
        }

        if (Text(key, "kid") is not { } id || !KeyNames.IsValid(id + ".rsa.pub"))
        {
            throw Malformed(shown, $"has no name (kid) that can be a file name: '{MessageText.Shorten(Text(key, "kid"))}'");
        }

        return TryNumber(key, "n", out byte[]? modulus) && TryNumber(key, "e", out byte[]? exponent) && IsUsable(exponent)
            ? PublicKey.Parse(id + ".rsa.pub", Pem(modulus, exponent, shown))
            : throw Malformed(shown, "has no modulus and exponent (n, e) of an RSA key");
    }

    private static string Pem(byte[] modulus, byte[] exponent, string shown)
    {
        try
        {
            using RSA rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
            return rsa.ExportSubjectPublicKeyInfoPem() + "\n";
        }
        catch (CryptographicException)
        {
            throw Malformed(shown, "has no modulus and exponent (n, e) of an RSA key");
        }
    }

    // With the exponent 1 every text is its own signature.
    private static bool IsUsable(byte[] exponent) => exponent.Length <= 8 && exponent[^1] % 2 == 1 && (exponent.Length > 1 || exponent[0] > 1);

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryNumber(JsonElement key, string name, [NotNullWhen(true)] out byte[]? number)
    {
        number = null;
        if (Text(key, name) is not { Length: > 0 } text || !Base64Url.IsValid(text))
        {
            return false;
        }

        number = Base64Url.DecodeFromChars(text).AsSpan().TrimStart((byte)0).ToArray();
        return number.Length > 0;
    }

    private static ApkException Malformed(string shown, string what) => new(ApkFault.MalformedKeySet, $"{shown} {what}.");
}
