using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Verification;

/// <summary>Reads all of <c>etc/wolfi-containers.json</c>. What it does not know, it leaves out: written again, the record then has other bytes.</summary>
internal static class RecordedBuildReader
{
    private const int LongestPattern = 256;

    // The last second of the year 9999.
    private const long LatestTime = 253_402_300_799;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the record.</summary>
    /// <exception cref="FormatException">It is damaged; the message says how, as the end of a sentence.</exception>
    public static RecordedBuild Read(ReadOnlyMemory<byte> bytes)
    {
        RecordedImage image = RecordedImageReader.Read(bytes);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, Options);
            return Read(document.RootElement, image);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or OverflowException)
        {
            throw new FormatException($"it is no such record ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static RecordedBuild Read(JsonElement root, RecordedImage image)
    {
        ImmutableArray<RecordedRepository> repositories = List(root, "repositories", Repository);
        ImmutableArray<int> places = List(root, "packages", item => item.GetProperty("repository").GetInt32());
        if (places.Any(place => place < 0 || place >= repositories.Length))
        {
            throw new FormatException("a package is of a repository that it does not name");
        }

        if (Architectures.FromApk(image.Architecture) is null)
        {
            throw new FormatException("its architecture is none");
        }

        JsonElement declared = root.GetProperty("declared");
        return new RecordedBuild
        {
            Image = image,
            SdkVersion = Text(root, "dotnetSdk"),
            Repositories = repositories,
            PackageRepositories = places,
            Configuration = Configuration(root.GetProperty("container")),
            Certificates = List(declared, "certificates", item => (Text(item, "name"), Text(item, "sha256"))),
            Capabilities = declared.TryGetProperty("capabilities", out _) ? Texts(declared, "capabilities") : [],
            Accounts = List(declared, "accounts", item => new DeclaredAccount(Text(item, "name"), item.GetProperty("uid").GetInt32(), item.GetProperty("gid").GetInt32(), Text(item, "home"))),
            Files = List(declared, "files", File),
        };
    }

    private static RecordedRepository Repository(JsonElement item) => new(
        OptionalText(item, "url"),
        OptionalText(item, "tag"),
        List(item, "indexKeys", Key),
        List(item, "packageKeys", Key),
        item.TryGetProperty("packages", out _) ? List(item, "packages", Pattern) : []);

    private static string Pattern(JsonElement item) => item.GetString() is { Length: > 0 and <= LongestPattern } text && PackageRules.IsPattern(text)
        ? text
        : throw new FormatException("a rule of a repository is outside its grammar");

    private static RecordedRepository.Key Key(JsonElement item) => new(Text(item, "name"), Text(item, "sha256"));

    private static ContainerConfiguration Configuration(JsonElement item) => new()
    {
        User = Text(item, "user"),
        Entrypoint = Texts(item, "entrypoint"),
        Command = Texts(item, "command"),
        WorkingDirectory = Text(item, "workingDirectory"),
        Environment = Map(item, "environment"),
        Ports = [.. Texts(item, "ports")],
        Labels = Map(item, "labels"),
        Created = item.GetProperty("created").GetInt64() is >= 0 and <= LatestTime and long created ? created : throw new FormatException("its time is none"),
    };

    private static (DeclaredFile File, string Sha256) File(JsonElement item)
    {
        const int octal = 8;
        DeclaredFile file = new()
        {
            SourceFile = "",
            Target = Text(item, "target"),
            Mode = Convert.ToInt32(Text(item, "mode"), octal),
            Uid = item.GetProperty("uid").GetInt32(),
            Gid = item.GetProperty("gid").GetInt32(),
            Replace = item.GetProperty("replace").GetBoolean(),
        };
        return (file, Text(item, "sha256"));
    }

    private static ImmutableSortedDictionary<string, string> Map(JsonElement item, string name) =>
        item.GetProperty(name).EnumerateObject().ToImmutableSortedDictionary(member => member.Name, member => member.Value.GetString() ?? "", StringComparer.Ordinal);

    private static ImmutableArray<string> Texts(JsonElement item, string name) => List(item, name, text => text.GetString() ?? "");

    private static string? OptionalText(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static ImmutableArray<T> List<T>(JsonElement item, string name, Func<JsonElement, T> read) => [.. item.GetProperty(name).EnumerateArray().Select(read)];
}
