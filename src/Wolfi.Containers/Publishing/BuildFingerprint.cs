using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Publishing;

/// <summary>
/// One hash over every input of an image: contents and settings, never times or folders. Where it is the same as that of
/// the last build, the last image still stands.
/// </summary>
internal static class BuildFingerprint
{
    /// <summary>The hash over everything but the packages.</summary>
    public static string OfInputs(PublishRequest request, string? signingKey, CancellationToken cancellationToken, ContentHashes? contents = null, string? imageSigner = null)
    {
        using Accumulator hash = new();
        hash.Add("tool", typeof(BuildFingerprint).Assembly.ManifestModule.ModuleVersionId.ToString());
        hash.Add("sdk", request.SdkVersion);
        AddApp(hash, request.App, contents ?? new ContentHashes(), cancellationToken);
        foreach (PackageRepository repository in request.Repositories)
        {
            AddRepository(hash, repository);
        }

        hash.AddAll("package", request.Packages);
        hash.AddAll("need", request.Needs.Select(need => need.ToString()));
        hash.Add("image", request.ImageRepository);
        hash.AddAll("tag", request.Tags);
        AddContainer(hash, request.Container);
        AddDeclared(hash, request.Declared);
        AddEvidence(hash, request.Evidence);
        hash.Add("signing key", signingKey ?? "");
        hash.Add("image signer", imageSigner ?? "");
        hash.Add("symbols", request.IncludeSymbols);
        hash.Add("no debugger files", request.OmitDebuggerFiles);
        if (request.Fips)
        {
            hash.Add("fips", "true");
        }

        if (request.Lock.Locked)
        {
            // Provenance states it: one of a build that was not locked is none of a locked one, whatever else is the same.
            hash.Add("lock mode", "locked");
        }

        if (request.Verify)
        {
            // As with the smoke test: an image that stands unverified is made again and verified.
            hash.Add("verify", "true");
        }

        if (request.SmokeTest is { } smoke)
        {
            // An image that stands untested is made again and tested; one that was tested as is asked now is not tested again.
            hash.Add("smoke path", smoke.HttpPath ?? "");
        }

        hash.Add("created", request.Created);
        hash.Add("layout", request.LayoutFolder ?? "");
        hash.Add("beside", request.Beside.FileNamed(""));
        hash.Add("archive", request.ArchiveFile ?? "");
        hash.Add("archive format", request.ArchiveFormat);
        return hash.Finish();
    }

    /// <summary>The whole of it: <see cref="OfInputs"/> with the packages.</summary>
    public static string Join(string inputs, LockedArchitecture packages)
    {
        using Accumulator hash = new();
        hash.Add("inputs", inputs);
        hash.Add("locked", Encoding.UTF8.GetString(LockFileWriter.ToBytes(new LockFile { Architectures = [packages] })));
        return hash.Finish();
    }

    /// <summary>The whole of an image for several platforms: the fingerprint of each, in their order.</summary>
    public static string JoinPlatforms(IEnumerable<string> fingerprints)
    {
        using Accumulator hash = new();
        hash.AddAll("platform", fingerprints);
        return hash.Finish();
    }

    private static void AddApp(Accumulator hash, PublishedApp app, ContentHashes contents, CancellationToken cancellationToken)
    {
        hash.Add("assembly", app.AssemblyName);
        hash.Add("version", app.Version);
        hash.Add("framework", app.TargetFramework);
        hash.Add("rid", app.RuntimeIdentifier);
        hash.Add("self-contained", app.SelfContained);
        hash.Add("single file", app.SingleFile);
        hash.Add("compressed single file", app.CompressedSingleFile);
        hash.Add("self-extracting", app.SelfExtracting);
        hash.Add("native", app.NativeAot);
        hash.Add("trimmed", app.Trimmed);
        hash.Add("ready to run", app.ReadyToRun);
        hash.Add("invariant", app.InvariantGlobalization?.ToString() ?? "");
        hash.AddAll("framework reference", app.FrameworkReferences);
        hash.Add("runtime configuration", app.RuntimeConfiguration ?? "");
        hash.Add("revision", app.SourceRevision ?? "");
        AddFiles(hash, "file", app.Files, contents, cancellationToken);
        AddFiles(hash, "input", app.Inputs, contents, cancellationToken);
        hash.AddAll("archive directory", ArchiveDirectories.Of(app, cancellationToken));
        hash.Add("dependencies", app.DependenciesFile is { } file && File.Exists(file) ? ContentHashes.HashOf(file) : "");
    }

    private static void AddFiles(Accumulator hash, string name, ImmutableArray<PublishedFile> files, ContentHashes contents, CancellationToken cancellationToken)
    {
        contents.ReadAll(files, cancellationToken);
        foreach (PublishedFile file in files)
        {
            hash.Add(name, $"{file.RelativePath}\n{contents.Of(file.FullPath)}\n{file.Source}\n{file.PackageId}\n{file.PackageVersion}");
        }
    }

    private static void AddRepository(Accumulator hash, PackageRepository repository)
    {
        hash.Add("repository", repository.ToString());
        hash.Add("canonical", repository.CanonicalUrl ?? "");
        hash.Add("repository tag", repository.Tag ?? "");
        hash.AddAll("pattern", repository.PackagePatterns);
        AddKeys(hash, "index key", repository.IndexKeys);
        AddKeys(hash, "package key", repository.PackageKeys);
        hash.Add("signatures", repository.Signatures);
        hash.Add("minimum", repository.MinimumSignature);
        hash.AddAll("capability", repository.AllowedCapabilities);
        hash.Add("http", repository.AllowHttp);
        hash.Add("untrusted", repository.AllowUntrustedIndexUnsafe);
    }

    private static void AddKeys(Accumulator hash, string name, Keyring keyring) =>
        hash.AddAll(name, keyring.Keys.Select(key => $"{key.Name} {key.Fingerprint} {key.Pem}"));

    private static void AddContainer(Accumulator hash, ContainerSettings container)
    {
        hash.Add("working directory", container.WorkingDirectory);
        hash.Add("user", container.User ?? "");
        hash.Add("root allowed", container.AllowRoot);
        hash.Add("has entrypoint", container.Entrypoint is not null);
        hash.AddAll("entrypoint", container.Entrypoint ?? []);
        hash.Add("has command", container.Command is not null);
        hash.AddAll("command", container.Command ?? []);
        hash.AddAll("port", container.Ports);
        hash.AddAll("environment", container.Environment.Select(pair => $"{pair.Key}={pair.Value}"));
        hash.Add("labels", container.GeneratesLabels);
        hash.AddAll("label", container.Labels.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    private static void AddDeclared(Accumulator hash, DeclaredContent declared)
    {
        hash.AddAll("certificate", declared.CertificateFiles.Select(file => $"{Path.GetFileName(file)} {ContentHashes.HashOf(file)}"));
        hash.AddAll("account", declared.Accounts.Select(account => account.ToString()));
        hash.AddAll("declared", declared.Files.Select(file => string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Target} {file.Mode} {file.Uid} {file.Gid} {file.Replace} {ContentHashes.HashOf(file.SourceFile)}")));
    }

    private static void AddEvidence(Accumulator hash, EvidenceSettings evidence)
    {
        hash.Add("bills", evidence.Sboms);
        hash.Add("provenance", evidence.Provenance);
        hash.Add("times", evidence.ProvenanceTimes);
        hash.Add("heads", evidence.PackageHeads);
        hash.Add("indexes", evidence.SignedIndexes);
        hash.AddAll("test results", evidence.TestResultFiles.Select(ContentHashes.HashOf));
        hash.AddAll("vex", evidence.VexFiles.Select(ContentHashes.HashOf));
        hash.Add("project", evidence.Origin.ProjectPath);
        hash.Add("configuration", evidence.Origin.Configuration);
        hash.Add("source", evidence.Origin.RepositoryUrl ?? "");
        hash.AddAll("unverified", evidence.Origin.UnverifiedVariables.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    /// <summary>Hashes named values with their lengths, so that no two sequences of values run together.</summary>
    private sealed class Accumulator : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Add(string name, string value)
        {
            AddText(name);
            AddText(value);
        }

        public void Add(string name, bool value) => Add(name, value ? "true" : "false");

        public void Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

        public void Add(string name, Enum value) => Add(name, value.ToString());

        public void AddAll(string name, IEnumerable<string> values)
        {
            string[] all = [.. values];
            Add(name, all.Length);
            foreach (string value in all)
            {
                AddText(value);
            }
        }

        public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public void Dispose() => _hash.Dispose();

        private void AddText(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            _hash.AppendData(length);
            _hash.AppendData(bytes);
        }
    }
}
