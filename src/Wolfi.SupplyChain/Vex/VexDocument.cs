using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Vex;

/// <summary>Which vulnerabilities matter to products, and which do not (OpenVEX 0.2.0).</summary>
public sealed record VexDocument
{
    /// <summary>The context that says which version it is.</summary>
    public const string Context = "https://openvex.dev/ns/v0.2.0";

    /// <summary>Who says so.</summary>
    public required string Author { get; init; }

    /// <summary>When it was issued, RFC 3339.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The statements; at least one.</summary>
    public required ImmutableArray<VexStatement> Statements { get; init; }

    /// <summary>Reads a document and checks it against the specification.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, of another version, too large, or lacks what it must say.</exception>
    public static VexDocument Read(ReadOnlyMemory<byte> bytes, string name) => VexJson.Read(bytes, name);
}
