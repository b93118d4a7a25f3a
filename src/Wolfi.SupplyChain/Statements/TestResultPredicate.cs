using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.SupplyChain.Statements;

/// <summary>Which tests ran, and how they ended (in-toto attestation framework, test-result.md, version 0.1).</summary>
public sealed record TestResultPredicate
{
    /// <summary>How the run as a whole ended: <c>PASSED</c>, <c>WARNED</c> or <c>FAILED</c>.</summary>
    public required string Result { get; init; }

    /// <summary>The files that say so.</summary>
    public required ImmutableArray<ResourceDescriptor> Configuration { get; init; }

    /// <summary>Names of the tests that passed.</summary>
    public required ImmutableArray<string> Passed { get; init; }

    /// <summary>Names of the tests that passed with a warning, or came to no answer.</summary>
    public required ImmutableArray<string> Warned { get; init; }

    /// <summary>Names of the tests that failed.</summary>
    public required ImmutableArray<string> Failed { get; init; }

    /// <summary>The canonical JSON object; its lists are ordered.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Member("result", Result);
        writer.Name("configuration");
        StatementJson.Write(writer, Configuration);
        Write(writer, "passedTests", Passed);
        Write(writer, "warnedTests", Warned);
        Write(writer, "failedTests", Failed);
        writer.EndObject();
        return writer.Bytes;
    }

    private static void Write(CanonicalJsonWriter writer, string name, ImmutableArray<string> tests)
    {
        writer.Name(name);
        writer.StartArray();
        foreach (string test in tests.Order(StringComparer.Ordinal))
        {
            writer.String(test);
        }

        writer.EndArray();
    }
}
