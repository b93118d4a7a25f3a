using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Credentials;

/// <summary>A file of registry credentials: Docker's <c>config.json</c>, Podman's <c>auth.json</c>, the old <c>.dockercfg</c> (containers-auth.json(5)). No message holds a word of a credential.</summary>
internal sealed class AuthFile
{
    private const int MostBytes = 1024 * 1024;
    private const int MostDepth = 32;
    private const string OldName = ".dockercfg";

    private const UnixFileMode ReadableByOthers = UnixFileMode.OtherRead;
    private const UnixFileMode WritableByOthers = UnixFileMode.OtherWrite;

    private readonly ImmutableDictionary<string, AuthEntry> _entries;
    private readonly ImmutableDictionary<string, string> _helpers;
    private readonly string? _store;

    private AuthFile(string path, ImmutableDictionary<string, AuthEntry> entries, ImmutableDictionary<string, string> helpers, string? store)
    {
        Path = path;
        _entries = entries;
        _helpers = helpers;
        _store = store;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Reads a file; null where there is none.</summary>
    /// <exception cref="WolfiException">It can't be used.</exception>
    public static AuthFile? Read(string path, bool mustExist, Action<Diagnostic> warn)
    {
        if (!File.Exists(path))
        {
            return mustExist ? throw RegistryCredentialErrors.FileUnusable.Fail(path, "there is no such file, though REGISTRY_AUTH_FILE names it") : null;
        }

        try
        {
            using FileStream file = InputFile.Open(path);
            byte[] buffer = new byte[MostBytes + 1];
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > MostBytes)
            {
                throw RegistryCredentialErrors.FileUnusable.Fail(path, FormattableString.Invariant($"it has more than {MostBytes} bytes"));
            }

            CheckMode(file, path, warn);
            return Parse(path, WithoutMark(buffer.AsMemory(0, length)));
        }
        catch (IOException e)
        {
            throw RegistryCredentialErrors.FileUnusable.Fail(path, SystemReason.Of(e));
        }
    }

    /// <summary>The helper program that knows a registry; null without.</summary>
    public string? HelperFor(string registry) => _helpers.GetValueOrDefault(registry) ?? _store;

    /// <summary>The entry for a repository, the closest first; null without.</summary>
    /// <exception cref="WolfiException">The entry can't be used.</exception>
    public RegistryCredential? Find(string registry, string repository)
    {
        AuthEntry? entry = RegistryKeys.For(registry, repository).Select(key => _entries.GetValueOrDefault(key)).FirstOrDefault(found => found is not null && !found.IsEmpty);
        return entry is null ? null : entry.Credential(Path) ?? throw RegistryCredentialErrors.FileUnusable.Fail(Path, $"its entry for {registry} is no user name with a password and no token");
    }

    private static void CheckMode(FileStream file, string path, Action<Diagnostic> warn)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        UnixFileMode mode = File.GetUnixFileMode(file.SafeFileHandle);
        if ((mode & WritableByOthers) != 0)
        {
            // It names programs that are run.
            throw RegistryCredentialErrors.FileUnusable.Fail(path, "other users may write it");
        }

        if ((mode & ReadableByOthers) != 0)
        {
            warn(RegistryCredentialErrors.FileOpenToOthers.Create(path));
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static AuthFile Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MostDepth });
            JsonElement top = document.RootElement;
            if (top.ValueKind != JsonValueKind.Object)
            {
                throw RegistryCredentialErrors.FileUnusable.Fail(path, "it is no JSON object");
            }

            JsonElement auths = System.IO.Path.GetFileName(path) == OldName ? top : Member(top, "auths");
            return new AuthFile(path, Entries(auths), Helpers(Member(top, "credHelpers")), Text(top, "credsStore"));
        }
        catch (JsonException e)
        {
            // The framework's own words quote what it read.
            throw RegistryCredentialErrors.FileUnusable.Fail(path, FormattableString.Invariant($"it is no JSON from line {(e.LineNumber ?? 0) + 1} on"));
        }
        catch (InvalidOperationException)
        {
            throw RegistryCredentialErrors.FileUnusable.Fail(path, "it holds text that is no Unicode");
        }
    }

    private static ImmutableDictionary<string, AuthEntry> Entries(JsonElement auths)
    {
        ImmutableDictionary<string, AuthEntry>.Builder entries = ImmutableDictionary.CreateBuilder<string, AuthEntry>(StringComparer.Ordinal);
        foreach (JsonProperty entry in auths.ValueKind == JsonValueKind.Object ? auths.EnumerateObject() : default)
        {
            string key = RegistryKeys.Normalize(entry.Name);
            if (key.Length > 0 && entry.Value.ValueKind == JsonValueKind.Object)
            {
                AuthEntry read = new(Text(entry.Value, "auth"), Text(entry.Value, "username"), Text(entry.Value, "password"), Text(entry.Value, "identitytoken"), Text(entry.Value, "registrytoken"));

                // A key in its plain form counts before an old one with scheme and path.
                if (key == entry.Name || !entries.ContainsKey(key))
                {
                    entries[key] = read;
                }
            }
        }

        return entries.ToImmutable();
    }

    private static ImmutableDictionary<string, string> Helpers(JsonElement helpers)
    {
        ImmutableDictionary<string, string>.Builder named = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty helper in helpers.ValueKind == JsonValueKind.Object ? helpers.EnumerateObject() : default)
        {
            if (helper.Value.ValueKind == JsonValueKind.String && helper.Value.GetString() is { Length: > 0 } name)
            {
                named[RegistryKeys.Normalize(helper.Name)] = name;
            }
        }

        return named.ToImmutable();
    }

    private static JsonElement Member(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } member && member.GetString() is { Length: > 0 } text ? text : null;
}
