using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.SupplyChain.Statements;

/// <summary>How an artifact was built (SLSA Provenance, version 1).</summary>
public sealed record ProvenancePredicate
{
    /// <summary>URI of the page that says what the parameters mean.</summary>
    public required string BuildType { get; init; }

    /// <summary>What whoever asked for the build chose, by name.</summary>
    public required ImmutableSortedDictionary<string, ParameterValue> ExternalParameters { get; init; }

    /// <summary>What the builder set of itself, by name.</summary>
    public required ImmutableSortedDictionary<string, ParameterValue> InternalParameters { get; init; }

    /// <summary>What went into the build.</summary>
    public required ImmutableArray<ResourceDescriptor> ResolvedDependencies { get; init; }

    /// <summary>URI of the builder: of who is to be trusted for this statement.</summary>
    public required string BuilderId { get; init; }

    /// <summary>Versions of the builder's parts, by name.</summary>
    public required ImmutableSortedDictionary<string, string> BuilderVersions { get; init; }

    /// <summary>When the build began, RFC 3339; null where it is not said.</summary>
    public string? StartedOn { get; init; }

    /// <summary>When the build ended, RFC 3339; null where it is not said.</summary>
    public string? FinishedOn { get; init; }

    /// <summary>What else came out of the build.</summary>
    public ImmutableArray<ResourceDescriptor> Byproducts { get; init; } = [];

    /// <summary>The canonical JSON object.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Name("buildDefinition");
        writer.StartObject();
        writer.Member("buildType", BuildType);
        Write(writer, "externalParameters", ExternalParameters);
        Write(writer, "internalParameters", InternalParameters);
        writer.Name("resolvedDependencies");
        StatementJson.Write(writer, ResolvedDependencies);
        writer.EndObject();
        writer.Name("runDetails");
        WriteRun(writer);
        writer.EndObject();
        return writer.Bytes;
    }

    private static void Write(CanonicalJsonWriter writer, string name, ImmutableSortedDictionary<string, ParameterValue> parameters)
    {
        writer.Name(name);
        writer.StartObject();
        foreach ((string key, ParameterValue value) in parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(writer, key, value);
        }

        writer.EndObject();
    }

    private static void Write(CanonicalJsonWriter writer, string name, ParameterValue value)
    {
        switch (value)
        {
            case ParameterValue.Text text:
                writer.Member(name, text.Value);
                break;
            case ParameterValue.Flag flag:
                writer.Name(name);
                writer.Boolean(flag.Value);
                break;
            case ParameterValue.List list:
                writer.Member(name, list.Values);
                break;
            case ParameterValue.Map map:
                writer.Member(name, map.Values);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void WriteRun(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Name("builder");
        writer.StartObject();
        writer.Member("id", BuilderId);
        writer.Member("version", BuilderVersions);
        writer.EndObject();
        if (StartedOn is not null || FinishedOn is not null)
        {
            writer.Name("metadata");
            writer.StartObject();
            writer.Member("startedOn", StartedOn);
            writer.Member("finishedOn", FinishedOn);
            writer.EndObject();
        }

        if (!Byproducts.IsEmpty)
        {
            writer.Name("byproducts");
            StatementJson.Write(writer, Byproducts);
        }

        writer.EndObject();
    }
}
