using System.Collections.Immutable;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Statements;

/// <summary>The heads of an image's packages, so that anyone can check the chain from a key to the layers' digests without asking the builder (<c>docs/evidence.md</c>).</summary>
/// <param name="Heads">The heads in the order of their layers.</param>
/// <param name="Keys">The keys that signed them, vouched for by whoever signs the statement; empty where nothing says whose they are.</param>
public sealed record PackageHeadsPredicate(ImmutableArray<StatedPackageHead> Heads, ImmutableArray<StatedPackageKey> Keys)
{
    /// <summary>URI of this predicate's type.</summary>
    public const string Type = "https://wolfi-containers.github.io/attestations/package-heads/v1";

    /// <summary>Reads the predicate of a statement.</summary>
    /// <param name="bytes">The JSON object.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, or its heads are not in the order of layers.</exception>
    public static PackageHeadsPredicate Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        top.AllowOnly("packages", "keys");
        ImmutableArray<StatedPackageKey> keys = top.Find("keys") is { } named ? [.. named.Items(Limits.PackageKeys).Select(ReadKey)] : [];
        JsonPart list = top.Require("packages");
        ImmutableArray<StatedPackageHead> heads = [.. list.Items(Limits.PackageHeads).Select(ReadHead)];
        return heads.Zip(heads.Skip(1)).All(pair => pair.First.Layer < pair.Second.Layer)
            ? new PackageHeadsPredicate(heads, keys)
            : throw list.Fault("is not in the order of layers");
    });

    /// <summary>The canonical JSON object.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Name("packages");
        writer.StartArray();
        foreach (StatedPackageHead head in Heads)
        {
            writer.StartObject();
            writer.Name("layer");
            writer.Number(head.Layer);
            writer.Member("architecture", head.Architecture);
            writer.Member("name", head.Name);
            writer.Member("version", head.Version);
            writer.Member("controlSha256", head.ControlSha256);
            writer.Member("signature", head.Signature.IsEmpty ? null : Convert.ToBase64String(head.Signature.AsSpan()));
            writer.Member("control", Convert.ToBase64String(head.Control.AsSpan()));
            writer.EndObject();
        }

        writer.EndArray();
        WriteKeys(writer);
        writer.EndObject();
        return writer.Bytes;
    }

    private void WriteKeys(CanonicalJsonWriter writer)
    {
        if (Keys.IsEmpty)
        {
            return;
        }

        writer.Name("keys");
        writer.StartArray();
        foreach (StatedPackageKey key in Keys)
        {
            writer.StartObject();
            writer.Member("name", key.Name);
            writer.Member("publicKey", key.Pem);
            writer.EndObject();
        }

        writer.EndArray();
    }

    private static StatedPackageKey ReadKey(JsonPart part)
    {
        part.AllowOnly("name", "publicKey");
        return new StatedPackageKey(part.Require("name").AsText(), part.Require("publicKey").AsText());
    }

    private static StatedPackageHead ReadHead(JsonPart part)
    {
        part.AllowOnly("layer", "architecture", "name", "version", "controlSha256", "signature", "control");
        long layer = part.Require("layer").AsNumber();
        ImmutableArray<byte> control = [.. part.Require("control").AsBytes()];
        string sha256 = part.Require("controlSha256").AsText();
        if (layer is < 0 or > int.MaxValue)
        {
            throw part.Fault("names no layer");
        }

        return sha256 == Oci.Digest.Of(control.AsSpan()).Hex
            ? new StatedPackageHead
            {
                Layer = (int)layer,
                Architecture = part.Require("architecture").AsText(),
                Name = part.Require("name").AsText(),
                Version = part.Require("version").AsText(),
                ControlSha256 = sha256,
                Signature = part.Find("signature") is { } signature ? [.. signature.AsBytes()] : [],
                Control = control,
            }
            : throw part.Fault("has a control member of another SHA-256 than it says");
    }
}
