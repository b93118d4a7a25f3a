using System.Collections.Immutable;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Signatures;

/// <summary>The payload of a classic cosign signature (containers-image simple signing), which verifiers and admission controllers from before bundles read.</summary>
/// <param name="Repository">The repository, without a tag.</param>
/// <param name="Digest">Digest of the manifest or index.</param>
public sealed record SimpleSigning(string Repository, Digest Digest)
{
    /// <summary>What else the signature says of the image, by name.</summary>
    public ImmutableSortedDictionary<string, string> Optional { get; init; } = s_nothing;

    private const int MostOptions = 100;

    private static readonly ImmutableSortedDictionary<string, string> s_nothing = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Media type of the payload as a layer.</summary>
    public const string MediaType = "application/vnd.dev.cosign.simplesigning.v1+json";

    /// <summary>Annotation of that layer with the base64 of the DER signature over the payload.</summary>
    public const string SignatureAnnotation = "dev.cosignproject.cosign/signature";

    private const string Type = "cosign container image signature";

    /// <summary>Reads a payload. Members beside those that are checked are passed over, as cosign does.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, or of another type.</exception>
    public static SimpleSigning Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        JsonPart critical = top.Require("critical");
        string type = critical.Require("type").AsText();
        if (type != Type)
        {
            throw critical.Fault(EvidenceFault.Unsupported, $"is of the type '{Shown.Text(type)}'");
        }

        JsonPart digest = critical.Require("image").Require("docker-manifest-digest");
        try
        {
            return new SimpleSigning(critical.Require("identity").Require("docker-reference").AsText(), Digest.Parse(digest.AsText()))
            {
                Optional = top.Find("optional") is { IsObject: true } optional ? TextsOf(optional) : s_nothing,
            };
        }
        catch (OciException)
        {
            throw digest.Fault("is no digest");
        }
    });

    // Others put times and numbers there, too, which say nothing here.
    private static ImmutableSortedDictionary<string, string> TextsOf(JsonPart optional)
    {
        ImmutableSortedDictionary<string, string> texts = s_nothing.AddRange(
            optional.Members(MostOptions).Where(member => member.Value.IsText).Select(member => KeyValuePair.Create(member.Key, member.Value.AsText())));
        return texts.IsEmpty ? s_nothing : texts;
    }

    /// <summary>The document, byte for byte as cosign writes it.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Name("critical");
        writer.StartObject();
        writer.Name("identity");
        writer.StartObject();
        writer.Member("docker-reference", Repository);
        writer.EndObject();
        writer.Name("image");
        writer.StartObject();
        writer.Member("docker-manifest-digest", Digest.ToString());
        writer.EndObject();
        writer.Member("type", Type);
        writer.EndObject();
        writer.Name("optional");
        if (Optional.IsEmpty)
        {
            writer.Null();
        }
        else
        {
            writer.StartObject();
            foreach ((string name, string value) in Optional)
            {
                writer.Member(name, value);
            }

            writer.EndObject();
        }

        writer.EndObject();
        return writer.Bytes;
    }
}
