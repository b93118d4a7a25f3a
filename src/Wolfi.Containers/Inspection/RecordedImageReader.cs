using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Inspection;

/// <summary>Reads <c>etc/wolfi-containers.json</c> (<c>docs/image-configuration.schema.json</c>).</summary>
internal static class RecordedImageReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the record.</summary>
    /// <exception cref="FormatException">It is damaged; the message says how, as the end of a sentence.</exception>
    public static RecordedImage Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Options);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"it is no such record ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static RecordedImage Read(JsonElement root)
    {
        string schema = Text(root, "$schema");
        if (schema != RecordedConfiguration.Schema)
        {
            throw new FormatException("its schema is not one that this version reads");
        }

        JsonElement declared = root.GetProperty("declared");
        return new RecordedImage
        {
            Architecture = Text(root, "architecture"),
            Repositories = List(root, "repositories", item => item.TryGetProperty("url", out JsonElement url) ? url.GetString() : null),
            World = List(root, "world", item => item.GetString()!),
            Needs = ListIfThere(root, "needs", Need),
            Hints = ListIfThere(root, "hints", Need),
            OmittedNeeds = ListIfThere(root, "omittedNeeds", item => item.GetString()!),
            Packages = List(root, "packages", item => Package(item, Class(Text(item, "class")))),
            App = List(root, "app", item => Package(item, ByteClass.Team)),
            DeclaredCertificates = List(declared, "certificates", item => Text(item, "name")),
            DeclaredAccounts = List(declared, "accounts", item => Text(item, "name")),
            DeclaredFiles = List(declared, "files", item => Text(item, "target")),
            Capabilities = ListIfThere(declared, "capabilities", item => item.GetString() ?? throw new FormatException("a name of 'capabilities' is null")),
        };
    }

    private static Need Need(JsonElement item) => new()
    {
        Key = Text(item, "key"),
        Atoms = List(item, "atoms", atom => DependencyAtom.TryParse(atom.GetString(), out DependencyAtom? parsed) ? parsed : throw new FormatException("it names a need whose atom is none")),
        Evidence = List(item, "evidence", evidence => new NeedEvidence(
            Text(evidence, "subject"),
            Text(evidence, "reason"),
            evidence.TryGetProperty("atom", out JsonElement atom) ? atom.GetString() : null,
            NeedConfidences.Parse(Text(evidence, "confidence")) ?? throw new FormatException("it names a confidence that there is not"))),
    };

    private static RecordedPackage Package(JsonElement item, ByteClass byteClass)
    {
        RecordedPackage package = new(Text(item, "name"), Text(item, "version"), Text(item, "datahash"), byteClass);
        return PackageNames.IsValidPackage(package.Name) && PackageVersion.TryParse(package.Version, out _) && IsHash(package.DataHash)
            ? package
            : throw new FormatException("it names a package whose name, version or datahash is none");
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static ByteClass Class(string name) => name switch
    {
        "distribution" => ByteClass.Distribution,
        "index-vouched" => ByteClass.IndexVouched,
        "untrusted" => ByteClass.Untrusted,
        _ => throw new FormatException("it names a class of packages that there is not"),
    };

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    // Images of the first versions do not tell their needs, and capabilities are rare.
    private static ImmutableArray<T> ListIfThere<T>(JsonElement item, string name, Func<JsonElement, T> read) => item.TryGetProperty(name, out _) ? List(item, name, read) : [];

    private static ImmutableArray<T> List<T>(JsonElement item, string name, Func<JsonElement, T> read) => [.. item.GetProperty(name).EnumerateArray().Select(read)];
}
