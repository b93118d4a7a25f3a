using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>
/// A token by which somebody vouches for who runs this build (OpenID Connect Core, section 2; RFC 7519). Whoever has it can have certificates issued in that name, so
/// it is never printed. Its signature is not verified: whoever issues the certificate does that.
/// </summary>
public sealed class IdentityToken
{
    /// <summary>Whom the token must be meant for.</summary>
    public const string Audience = "sigstore";

    private const int ShownPart = 16;

    // What tells one job from another, beside the subject, in the tokens of GitHub and GitLab: certificates name these.
    private static readonly ImmutableArray<string> s_workflowClaims = ["job_workflow_ref", "workflow_ref", "ci_config_ref_uri"];

    private IdentityToken(string text, string issuer, string subject, DateTimeOffset expires, string source)
    {
        Text = text;
        Issuer = issuer;
        Subject = subject;
        Expires = expires;
        Source = source;
    }

    /// <summary>The token: a secret.</summary>
    public string Text { get; }

    /// <summary>Who vouches.</summary>
    public string Issuer { get; }

    /// <summary>For whom: the verified e-mail address, else the subject. Possession of a key is proved by a signature over it.</summary>
    public string Subject { get; }

    /// <summary>Until when.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>Issuer, subject and workflow: what is the same in all tokens of one job of one branch.</summary>
    public string Source { get; }

    /// <summary>Reads a token.</summary>
    /// <param name="text">Its text; white space around it does not count.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is no such token, or for another audience. No message holds a word of it but the audience.</exception>
    public static IdentityToken Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (text.Length > Limits.IdentityTokenCharacters)
        {
            throw new EvidenceException(EvidenceFault.LimitExceeded, FormattableString.Invariant($"{name} has {text.Length} characters; at most {Limits.IdentityTokenCharacters} are read."));
        }

        if (text.Split('.') is not [{ Length: > 0 } header, { Length: > 0 } claims, { Length: > 0 } signature] || !Base64Url.IsValid(header) || !Base64Url.IsValid(claims) || !Base64Url.IsValid(signature))
        {
            throw new EvidenceException(EvidenceFault.Malformed, $"{name} is no JSON Web Token.");
        }

        try
        {
            return JsonPart.Read(Base64Url.DecodeFromChars(claims), $"The content of {char.ToLowerInvariant(name[0])}{name[1..]}", top => Read(top, text));
        }
        catch (FormatException exception)
        {
            throw new EvidenceException(EvidenceFault.Malformed, $"{name} is no JSON Web Token.", exception);
        }
    }

    /// <summary>The token in the answer of GitHub's service: the member <c>value</c>.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, or holds none.</exception>
    public static string ReadAnswer(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top => top.Require("value").AsText());

    /// <summary>Whether text looks like a token: such text is kept out of messages.</summary>
    /// <param name="text">The text.</param>
    public static bool IsLike(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("eyJ", StringComparison.Ordinal) && text.Count(c => c == '.') == 2;
    }

    /// <summary>Whether a text repeats a part of the token, from its beginning on.</summary>
    /// <param name="text">The text.</param>
    public bool IsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Text.Split('.').Any(part => text.Contains(part[..Math.Min(part.Length, ShownPart)], StringComparison.Ordinal));
    }

    /// <summary>Not the token.</summary>
    public override string ToString() => "an identity token";

    private static IdentityToken Read(JsonPart top, string text)
    {
        JsonPart audience = top.Require("aud");
        string[] audiences = audience.IsArray ? [.. audience.Items(Limits.TokenAudiences).Select(item => item.AsText())] : [audience.AsText()];
        if (!audiences.Contains(Audience, StringComparer.Ordinal))
        {
            throw audience.Fault(EvidenceFault.WrongSubject, $"is '{Shown.Text(string.Join(", ", audiences))}', not '{Audience}'");
        }

        JsonPart issuer = top.Require("iss");
        string subject = Subjects(top);
        StringBuilder source = new(issuer.AsText() + "\n" + subject);
        foreach (string claim in s_workflowClaims)
        {
            source.Append('\n').Append(top.Find(claim) is { IsText: true } found ? found.AsText() : "");
        }

        JsonPart expires = top.Require("exp");
        return expires.AsNumber() is >= 0 and < 253_402_300_800 and var seconds
            ? new IdentityToken(text, issuer.AsText(), subject, DateTimeOffset.FromUnixTimeSeconds(seconds), source.ToString())
            : throw expires.Fault("is no time");
    }

    private static string Subjects(JsonPart top)
    {
        if (top.Text("email") is { Length: > 0 } email)
        {
            return IsVerified(top.Find("email_verified")) ? email : throw top.Fault("names an e-mail address that is not verified");
        }

        JsonPart subject = top.Require("sub");
        return subject.AsText() is { Length: > 0 } name ? name : throw subject.Fault("is empty");
    }

    // Some issuers write the word.
    private static bool IsVerified(JsonPart? claim) => claim is { IsText: true } text ? text.AsText() == "true" : claim?.Element.ValueKind == JsonValueKind.True;
}
