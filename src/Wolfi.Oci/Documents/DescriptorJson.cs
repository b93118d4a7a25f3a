using System.Collections.Frozen;

namespace Wolfi.Oci.Documents;

/// <summary>Descriptors and platforms in JSON.</summary>
internal static class DescriptorJson
{
    private const int LongestMediaType = 255;

    private static readonly FrozenSet<string> s_descriptor =
        new[] { "mediaType", "digest", "size", "urls", "annotations", "data", "platform", "artifactType" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_platform = new[] { "architecture", "os", "variant" }.ToFrozenSet(StringComparer.Ordinal);

    public static Descriptor Read(JsonPart part)
    {
        part.RefuseVariantsOf(s_descriptor);
        long size = part.Require("size").AsNumber();
        if (size is < 0 or > Limits.BlobBytes)
        {
            throw part.Fault(OciFault.LimitExceeded, $"has a size of {size}; sizes from 0 to {Limits.BlobBytes} are read");
        }

        return new Descriptor
        {
            MediaType = MediaType(part.Require("mediaType")),
            Digest = part.Require("digest").AsDigest(),
            Size = size,
            Urls = part.Texts("urls"),
            Annotations = part.Map("annotations"),
            Data = part.Text("data"),
            Platform = part.Find("platform") is { } platform ? ReadPlatform(platform) : null,
            ArtifactType = part.Text("artifactType"),
        };
    }

    /// <summary>Reads a media type: a type, a slash and a subtype in RFC 6838's letters.</summary>
    public static string MediaType(JsonPart part)
    {
        string text = part.AsText();
        return text.Length <= LongestMediaType && text.Count('/') == 1 && text[0] != '/' && text[^1] != '/' && text.All(IsMediaTypeLetter)
            ? text
            : throw part.Fault($"is no media type: '{Shown.Text(text)}'");
    }

    public static void Write(CanonicalJsonWriter writer, Descriptor descriptor)
    {
        writer.StartObject();
        writer.Member("mediaType", descriptor.MediaType);
        writer.Member("digest", descriptor.Digest.ToString());
        writer.Name("size");
        writer.Number(descriptor.Size);
        writer.Member("urls", descriptor.Urls);
        writer.Member("annotations", descriptor.Annotations);
        writer.Member("data", descriptor.Data);
        if (descriptor.Platform is { } platform)
        {
            writer.Name("platform");
            writer.StartObject();
            writer.Member("architecture", platform.Architecture);
            writer.Member("os", platform.Os);
            writer.Member("variant", platform.Variant);
            writer.EndObject();
        }

        writer.Member("artifactType", descriptor.ArtifactType);
        writer.EndObject();
    }

    private static Platform ReadPlatform(JsonPart part)
    {
        part.RefuseVariantsOf(s_platform);
        string? variant = part.Text("variant");
        return new Platform(part.Require("os").AsText(), part.Require("architecture").AsText(), string.IsNullOrEmpty(variant) ? null : variant);
    }

    private static bool IsMediaTypeLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || "!#$&-^_.+/".Contains(letter, StringComparison.Ordinal);
}
