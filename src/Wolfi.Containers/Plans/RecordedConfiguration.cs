using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Plans;

/// <summary>
/// Writes <c>etc/wolfi-containers.json</c>: what else than the packages' bytes the image is a function of, so that anybody
/// can compute the state layer, the configuration and the manifest again. Its schema is <c>docs/image-configuration.schema.json</c>.
/// </summary>
internal static class RecordedConfiguration
{
    public const string Path = "etc/wolfi-containers.json";

    public const string Schema = "https://wolfi-containers.github.io/schemas/image-configuration-1.json";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(ImageParts input, ContainerConfiguration configuration)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("architecture", input.Architecture);
            json.WriteString("dotnetSdk", input.SdkVersion);
            WriteRepositories(json, input);
            WriteStrings(json, "world", input.World);
            WriteStrings(json, "omittedNeeds", input.Needs?.Omitted ?? []);
            WriteNeeds(json, "needs", input.Needs?.Needs ?? []);
            WriteNeeds(json, "hints", input.Needs?.Hints ?? []);
            WritePackages(json, input);
            WriteContainer(json, configuration);
            WriteDeclared(json, input.Declared, input.Packages);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteNeeds(Utf8JsonWriter json, string name, ImmutableArray<Need> needs)
    {
        json.WriteStartArray(name);
        foreach (Need need in needs)
        {
            json.WriteStartObject();
            json.WriteString("key", need.Key);
            WriteStrings(json, "atoms", need.Atoms.Select(atom => atom.ToString()));
            json.WriteStartArray("evidence");
            foreach (NeedEvidence evidence in need.Evidence)
            {
                json.WriteStartObject();
                json.WriteString("subject", evidence.Subject);
                json.WriteString("reason", evidence.Reason);
                if (evidence.Atom is { } atom)
                {
                    json.WriteString("atom", atom);
                }

                json.WriteString("confidence", NeedConfidences.NameOf(evidence.Confidence));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRepositories(Utf8JsonWriter json, ImageParts input)
    {
        json.WriteStartArray("repositories");
        foreach (PackageRepository repository in input.Repositories)
        {
            json.WriteStartObject();
            if (CanonicalLocation.Of(repository) is { } url)
            {
                json.WriteString("url", url);
            }

            if (repository.Tag is { } tag)
            {
                json.WriteString("tag", tag);
            }

            // Absent where there are none, so that images of one repository keep their digests.
            if (!repository.PackagePatterns.IsEmpty)
            {
                WriteStrings(json, "packages", repository.PackagePatterns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            }

            WriteKeys(json, "indexKeys", RecordedKeys.OfIndex(repository, input.Packages));
            WriteKeys(json, "packageKeys", repository.PackageKeys);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteKeys(Utf8JsonWriter json, string name, Keyring keyring)
    {
        json.WriteStartArray(name);
        foreach (PublicKey key in keyring.Keys)
        {
            json.WriteStartObject();
            json.WriteString("name", key.Name);
            json.WriteString("sha256", key.Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePackages(Utf8JsonWriter json, ImageParts input)
    {
        json.WriteStartArray("packages");
        foreach (VerifiedPackage package in input.Packages)
        {
            json.WriteStartObject();
            json.WriteString("name", package.Package.Info.Name);
            json.WriteString("version", package.Package.Info.Version.ToString());
            json.WriteString("datahash", package.Package.Info.DataHash);
            json.WriteString("class", package.Trust.ToByteClass().Name());
            json.WriteNumber("repository", input.Repositories.IndexOf(package.Resolved.Repository));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("app");
        foreach (WrittenAppPackage package in input.AppPackages)
        {
            json.WriteStartObject();
            json.WriteString("name", package.Package.Info.Name);
            json.WriteString("version", package.Package.Info.Version.ToString());
            json.WriteString("datahash", package.Package.Info.DataHash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteContainer(Utf8JsonWriter json, ContainerConfiguration configuration)
    {
        json.WriteStartObject("container");
        json.WriteString("user", configuration.User);
        WriteStrings(json, "entrypoint", configuration.Entrypoint);
        WriteStrings(json, "command", configuration.Command);
        json.WriteString("workingDirectory", configuration.WorkingDirectory);
        WriteMap(json, "environment", configuration.Environment);
        WriteStrings(json, "ports", configuration.Ports);
        WriteMap(json, "labels", configuration.Labels);
        json.WriteNumber("created", configuration.Created);
        json.WriteEndObject();
    }

    private static void WriteDeclared(Utf8JsonWriter json, DeclaredInput declared, ImmutableArray<VerifiedPackage> packages)
    {
        json.WriteStartObject("declared");
        json.WriteStartArray("certificates");
        foreach (DeclaredInput.Certificate certificate in declared.Certificates)
        {
            json.WriteStartObject();
            json.WriteString("name", certificate.Name);
            json.WriteString("sha256", certificate.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("accounts");
        foreach (DeclaredAccount account in declared.Accounts)
        {
            json.WriteStartObject();
            json.WriteString("name", account.Name);
            json.WriteNumber("uid", account.Uid);
            json.WriteNumber("gid", account.Gid);
            json.WriteString("home", account.Home);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (DeclaredInput.File file in declared.Files)
        {
            json.WriteStartObject();
            json.WriteString("target", file.Declaration.Target);
            json.WriteString("mode", FileModes.Octal(file.Declaration.Mode));
            json.WriteNumber("uid", file.Declaration.Uid);
            json.WriteNumber("gid", file.Declaration.Gid);
            json.WriteString("sha256", file.Sha256);
            json.WriteBoolean("replace", file.Declaration.Replace);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (packages.Any(package => !FileCapabilities.Of(package.Package).IsEmpty))
        {
            WriteStrings(json, "capabilities", packages.SelectMany(package => FileCapabilities.Of(package.Package)).Order(StringComparer.Ordinal));
        }

        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in values)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
