using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Statements;

/// <summary>Binds a predicate to what it is about (in-toto attestation framework, statement.md, version 1).</summary>
public sealed record Statement
{
    /// <summary>The type that is written.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>The older type that is read too: some tools still write it.</summary>
    public const string OlderType = "https://in-toto.io/Statement/v0.1";

    /// <summary>What it is about; at least one, each with a digest.</summary>
    public required ImmutableArray<ResourceDescriptor> Subjects { get; init; }

    /// <summary>URI of the predicate's type.</summary>
    public required string PredicateType { get; init; }

    /// <summary>The predicate: a JSON object, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Predicate { get; init; }

    /// <summary>Reads a statement. It is strict as other verifiers are: a member that is not known makes it fail.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, of another type, too large, or has members that are not known.</exception>
    public static Statement Read(ReadOnlyMemory<byte> bytes, string name) => StatementJson.Read(bytes, name);

    /// <summary>The canonical document.</summary>
    public ReadOnlyMemory<byte> ToBytes() => StatementJson.Write(this);

    /// <summary>Whether one of the subjects has that SHA-256.</summary>
    /// <param name="sha256">64 lower-case hexadecimal digits.</param>
    public bool IsAbout(string sha256) => Subjects.Any(subject => subject.Digest.GetValueOrDefault("sha256") == sha256);
}
