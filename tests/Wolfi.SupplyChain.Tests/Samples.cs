using System.Collections.Immutable;
using System.Text;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.SupplyChain.Tests;

/// <summary>Values for the tests.</summary>
internal static class Samples
{
    public static readonly string Hex = new('a', 64);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static ImmutableSortedDictionary<string, T> Map<T>(params (string Key, T Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public static Statement Statement(string predicateType, ReadOnlyMemory<byte> predicate) => new()
    {
        Subjects = [new ResourceDescriptor { Name = "team/app", Digest = ResourceDescriptor.Sha256(Hex) }],
        PredicateType = predicateType,
        Predicate = predicate,
    };

    public static ProvenancePredicate Provenance() => new()
    {
        BuildType = "https://example.org/build/v1",
        ExternalParameters = Map<ParameterValue>(
            ("text", new ParameterValue.Text("Ä \"quoted\"")),
            ("flag", new ParameterValue.Flag(false)),
            ("list", new ParameterValue.List(["b", "a"])),
            ("map", new ParameterValue.Map(Map(("b", "2"), ("a", "1"))))),
        InternalParameters = Map<ParameterValue>(),
        ResolvedDependencies = [new ResourceDescriptor { Uri = "pkg:apk/wolfi/zlib@1.3-r0", Digest = ResourceDescriptor.Sha256(Hex), Annotations = Map(("origin", "zlib")) }],
        BuilderId = "https://example.org/local-build",
        BuilderVersions = Map(("dotnet", "10.0.100")),
        StartedOn = "2026-01-01T00:00:00Z",
        FinishedOn = "2026-01-01T00:00:01Z",
        Byproducts = [new ResourceDescriptor { Name = "wolfi.lock.json", MediaType = "application/json", DownloadLocation = "https://example.org/", Digest = ResourceDescriptor.Sha256(Hex) }],
    };

    public static PackageHeadsPredicate Heads()
    {
        ImmutableArray<byte> control = [1, 2, 3];
        StatedPackageHead head = new()
        {
            Layer = 3,
            Architecture = "x86_64",
            Name = "app",
            Version = "1-r0",
            ControlSha256 = Oci.Digest.Of(control.AsSpan()).Hex,
            Signature = [9, 8],
            Control = control,
        };
        return new PackageHeadsPredicate([head, head with { Layer = 4, Signature = [] }], [new StatedPackageKey("team.rsa.pub", "-----BEGIN PUBLIC KEY-----\n")]);
    }

    public static EvidenceException Refused(EvidenceFault fault, string message, Action read)
    {
        EvidenceException failure = Assert.ThrowsExactly<EvidenceException>(read);
        Assert.AreEqual(fault, failure.Fault, failure.Message);
        StringAssert.Contains(failure.Message, message);
        return failure;
    }
}
