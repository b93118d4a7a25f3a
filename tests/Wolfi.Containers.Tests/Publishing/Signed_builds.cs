using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>Builds that sign: what is attached, when it is signed again, and that a build that can't sign replaces nothing.</summary>
[TestClass]
public sealed class Signed_builds
{
    private const string Password = "planted-password-5d1f";

    private static readonly PbeParameters Quick = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    public static IEnumerable<object[]> Checkers() => Verifiers.Rows(["verify-bundle.js"]);

    [TestMethod]
    public async Task Sign_the_final_digest_and_each_statement_H129()
    {
        using SmallWorld world = new();
        (PublishRequest request, VerificationKey key) = Signed(world);

        PublishResult result = await SmallWorld.PublishAsync(request);

        (string Type, SigstoreBundle Bundle)[] bundles = [.. Bundles(world)];
        CollectionAssert.AreEqual(
            new[] { SignedImage.PredicateType, EvidenceTypes.SpdxPredicate, EvidenceTypes.CycloneDxPredicate, EvidenceTypes.ProvenancePredicate, PackageHeadsPredicate.Type },
            bundles.Select(bundle => bundle.Type).ToArray());
        Assert.IsTrue(bundles.All(bundle => bundle.Bundle.IsSignedBy(key) && bundle.Bundle.KeyHint == key.Hint));
        Assert.IsTrue(bundles.All(bundle => Statement.Read(bundle.Bundle.Envelope.Payload, "It").IsAbout(result.Digest["sha256:".Length..])));
        Assert.AreEqual(
            new SignedImage { Digest = Wolfi.Oci.Digest.Parse(result.Digest), Repository = "app", Version = "1.2.3", SourceEpoch = 1_700_000_000 },
            SignedImage.From(Statement.Read(bundles[0].Bundle.Envelope.Payload, "It"), Wolfi.Oci.Digest.Parse(result.Digest)));
    }

    // The key is dropped with the build: what it signed stands by the image's key.
    [TestMethod]
    public async Task Vouch_for_the_key_that_signed_the_apps_packages()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(Signed(world).Request);

        SigstoreBundle bundle = Bundles(world).Single(bundle => bundle.Type == PackageHeadsPredicate.Type).Bundle;
        PackageHeadsPredicate heads = PackageHeadsPredicate.Read(Statement.Read(bundle.Envelope.Payload, "It").Predicate, "heads");
        PublicKey vouched = PublicKey.Parse(heads.Keys.Single().Name, heads.Keys.Single().Pem);
        Assert.AreEqual(3072, vouched.Bits);
        Assert.IsNotEmpty(heads.Heads);
        foreach (StatedPackageHead head in heads.Heads)
        {
            PackageHead read = ApkPackageReader.ReadHead((byte[])[.. head.Signature, .. head.Control], head.Name);
            Assert.IsTrue(ApkPackageVerifier.VerifySignatures(read, Keyring.Create(vouched), SignatureAlgorithm.Rsa256).Signed, head.Name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Checkers))]
    public async Task Are_accepted_by_independent_checkers(string checker)
    {
        using SmallWorld world = new();
        (PublishRequest request, VerificationKey key) = Signed(world);
        PublishResult result = await SmallWorld.PublishAsync(request);
        File.WriteAllText(world.Combine("key.pub"), key.Pem);
        foreach ((string type, SigstoreBundle bundle) in Bundles(world))
        {
            File.WriteAllBytes(world.Combine("bundle.json"), bundle.ToBytes().ToArray());
            (int code, string output) = Verifiers.Run(
                checker, world.Combine("bundle.json"), "--key", world.Combine("key.pub"), "--digest", result.Digest, "--predicate-type", type);
            Assert.AreEqual(0, code, $"{type}: {output}");
        }
    }

    [TestMethod]
    [DataRow(SignatureFormats.Bundle | SignatureFormats.Classic, 5)]
    [DataRow(SignatureFormats.Classic, 0)]
    public async Task Sign_in_the_form_of_cosign_2_where_it_is_asked_for(SignatureFormats formats, int bundles)
    {
        using SmallWorld world = new();
        (PublishRequest request, VerificationKey key) = Signed(world);
        await SmallWorld.PublishAsync(request);
        request = request with { Signing = request.Signing! with { Formats = formats } };

        PublishResult result = await SmallWorld.PublishAsync(request);

        Assert.IsFalse(result.UpToDate, "another form is another build");
        Assert.HasCount(bundles, Bundles(world).ToArray());
        OciLayout layout = OciLayout.Open(world.Layout);
        Wolfi.Oci.Digest digest = Wolfi.Oci.Digest.Parse(result.Digest);
        TaggedContent signature = TaggedAttachments.Find(layout, digest, ".sig", CancellationToken.None)!.Contents.Single();
        ReadOnlyMemory<byte> payload = signature.Content.ReadDocument(CancellationToken.None);
        Assert.IsTrue(ClassicSignatures.IsSignedBy(signature, payload, key));
        Assert.AreEqual(
            new SignedImage { Digest = digest, Repository = "app", Version = "1.2.3", SourceEpoch = 1_700_000_000 },
            SignedImage.From(SimpleSigning.Read(payload, "It"), digest));
        TaggedAttachments statements = TaggedAttachments.Find(layout, digest, ".att", CancellationToken.None)!;
        CollectionAssert.AreEqual(
            new[] { EvidenceTypes.SpdxPredicate, EvidenceTypes.CycloneDxPredicate, EvidenceTypes.ProvenancePredicate, PackageHeadsPredicate.Type },
            statements.Contents.Select(content => content.Descriptor.Annotations["predicateType"]).ToArray());
        Assert.IsTrue((await SmallWorld.PublishAsync(request)).UpToDate);
        string blob = Path.Combine(world.Layout, "blobs", "sha256", statements.Contents[0].Descriptor.Digest.Hex);
        File.WriteAllText(blob, "x");
        Assert.IsFalse((await SmallWorld.PublishAsync(request)).UpToDate, "a damaged signature is made again");
    }

    [TestMethod]
    public async Task Have_the_digest_of_builds_that_do_not_sign_whoever_signs()
    {
        using SmallWorld world = new();
        string unsigned = (await SmallWorld.PublishAsync(world.Request())).Digest;
        Assert.IsEmpty(Bundles(world));
        string signed = (await SmallWorld.PublishAsync(Signed(world).Request)).Digest;
        PublishRequest development = Development(world);
        Assert.AreEqual((unsigned, unsigned), (signed, (await SmallWorld.PublishAsync(development)).Digest));
    }

    [TestMethod]
    public async Task Sign_nothing_again_where_nothing_has_changed()
    {
        using SmallWorld world = new();
        (PublishRequest request, _) = Signed(world);
        await SmallWorld.PublishAsync(request);
        byte[] index = File.ReadAllBytes(Path.Combine(world.Layout, "index.json"));

        Assert.IsTrue((await SmallWorld.PublishAsync(request)).UpToDate);
        CollectionAssert.AreEqual(index, File.ReadAllBytes(Path.Combine(world.Layout, "index.json")));

        (PublishRequest other, VerificationKey key) = Signed(world, "other.key");
        Assert.IsFalse((await SmallWorld.PublishAsync(other)).UpToDate);
        Assert.IsTrue(Bundles(world).All(bundle => bundle.Bundle.IsSignedBy(key)));
    }

    [TestMethod]
    public async Task Sign_again_where_a_signature_is_gone_or_damaged()
    {
        using SmallWorld world = new();
        (PublishRequest request, _) = Signed(world);
        await SmallWorld.PublishAsync(request);
        OciLayout layout = OciLayout.Open(world.Layout);
        Artifact signature = Referrers.Of(layout, layout.ReadImage("latest", null, CancellationToken.None).Descriptor, CancellationToken.None).First(artifact => artifact.Type == SigstoreBundle.MediaType);
        File.WriteAllText(Path.Combine(world.Layout, "blobs", "sha256", signature.Content[0].Digest.Hex), "damaged");

        Assert.IsFalse((await SmallWorld.PublishAsync(request)).UpToDate);
        Assert.HasCount(5, Bundles(world).ToArray());
    }

    // H132, K167
    [TestMethod]
    public async Task Say_what_a_development_key_is_worth_H132()
    {
        using SmallWorld world = new();
        RecordingObserver observer = new();
        PublishRequest request = Development(world) with { Tags = ["latest", "1.2.3"] };

        PublishResult result = await SmallWorld.PublishAsync(request, observer);

        Assert.IsTrue(SignedImage.From(Statement.Read(Bundles(world).First().Bundle.Envelope.Payload, "It"), Wolfi.Oci.Digest.Parse(result.Digest)).ByDevelopmentKey);
        Assert.IsTrue(observer.Lines.Any(line => line.StartsWith("  signed   by your development key ", StringComparison.Ordinal)), string.Join('\n', observer.Lines));
        Assert.IsTrue(observer.Lines.Any(line => line == $"  verify   cosign verify --key {world.Combine("data", "development.pub")} --insecure-ignore-tlog=true REGISTRY/{result.Reference}"), string.Join('\n', observer.Lines));
        CollectionAssert.Contains(observer.Warnings.Select(warning => warning.Code).ToArray(), "WOLFI7125");
    }

    [TestMethod]
    [DataRow("wrong password", "WOLFI7103")]
    [DataRow("no password", "WOLFI7103")]
    [DataRow("H125 an RSA key", "WOLFI7101")]
    [DataRow("a cosign.key", "WOLFI7102")]
    [DataRow("H128 the key is taken away before it signs", "WOLFI7104")]
    [DataRow("H130 another key answers", "WOLFI7122")]
    [DataRow("H130 nobody answers", "WOLFI7104")]
    public async Task That_can_not_sign_replace_nothing(string fault, string code)
    {
        using SmallWorld world = new();
        (PublishRequest request, _) = Signed(world);
        await SmallWorld.PublishAsync(request);
        byte[] index = File.ReadAllBytes(Path.Combine(world.Layout, "index.json"));
        string fingerprint = File.ReadAllText(Path.Combine(world.Outputs, "fingerprint.json"));

        PublishRequest broken = Broken(world, request, fault) with { Created = 1_800_000_000 };
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(broken));

        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Diagnostic.ToString());
        CollectionAssert.AreEqual(index, File.ReadAllBytes(Path.Combine(world.Layout, "index.json")));
        Assert.AreEqual(fingerprint, File.ReadAllText(Path.Combine(world.Outputs, "fingerprint.json")));
    }

    [TestMethod]
    [DataRow("file")]
    [DataRow("environment")]
    [DataRow("command")]
    public async Task Leave_no_word_of_a_secret_anywhere(string way)
    {
        using SmallWorld world = new();
        using TemporaryFolder secrets = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string plain = key.ExportPkcs8PrivateKeyPem();
        string encrypted = key.ExportEncryptedPkcs8PrivateKeyPem(Password, Quick);
        File.WriteAllText(secrets.Combine("team.key"), encrypted);
        File.WriteAllText(secrets.Combine("plain.pem"), plain);
        KeyReference reference = way switch
        {
            "file" => Reference(secrets.Combine("team.key")),
            "environment" => Reference("env://TEAM_KEY"),
            _ => Reference("exec:" + Program(
                secrets, $"echo {Password} >&2; if [ $1 = public-key ]; then openssl pkey -in {secrets.Combine("plain.pem")} -pubout; else cat >{secrets.Combine("d")}; openssl pkeyutl -sign -inkey {secrets.Combine("plain.pem")} -in {secrets.Combine("d")}; fi")),
        };
        Dictionary<string, string> environment = new() { ["WOLFI_KEY_PASSWORD"] = Password, ["TEAM_KEY"] = encrypted };
        RecordingObserver observer = new();
        PublishRequest request = world.Request() with
        {
            ArchiveFile = world.Combine("image.tar"),
            ArchiveFormat = ArchiveFormat.Oci,
            Signing = new SigningSettings { Key = reference, Secrets = new KeySecrets { Variable = environment.GetValueOrDefault } },
        };

        await SmallWorld.PublishAsync(request, observer);

        Assert.HasCount(5, Bundles(world).ToArray());
        string[] needles = [Password, Line(plain), Line(encrypted), Convert.ToHexStringLower(key.ExportParameters(true).D!), Convert.ToBase64String(key.ExportParameters(true).D!)];
        foreach (string file in Directory.EnumerateFiles(world.Combine(), "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.IsFalse(needles.Any(needle => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(needle)) >= 0), file);
        }

        string said = string.Join('\n', observer.Lines.Concat(observer.Warnings.Select(warning => warning.ToString())));
        Assert.IsFalse(needles.Any(needle => said.Contains(needle, StringComparison.Ordinal)), said);
    }

    private static string Line(string pem) => pem.Split('\n')[1];

    private static PublishRequest Broken(SmallWorld world, PublishRequest request, string fault)
    {
        using RSA rsa = RSA.Create(2048);
        string Script(string text) => "exec:" + Program(world.Combine("scripts"), text);
        return request with
        {
            Signing = fault switch
            {
                "wrong password" => request.Signing! with { Secrets = new KeySecrets { Variable = _ => "wrong" } },
                "no password" => request.Signing! with { Secrets = new KeySecrets { Variable = _ => null } },
                "H125 an RSA key" => Key(world, "rsa.key", rsa.ExportPkcs8PrivateKeyPem()),
                "a cosign.key" => Key(world, "cosign.key", PemEncoding.WriteString("ENCRYPTED SIGSTORE PRIVATE KEY", "{}"u8)),
                "H128 the key is taken away before it signs" => new SigningSettings
                {
                    Key = Reference(Script($"if [ $1 = public-key ]; then cat {WritePublic(world)} && touch {world.Combine("gone")}; else test ! -e {world.Combine("gone")}; fi")),
                    Secrets = new KeySecrets { Variable = _ => null },
                },
                "H130 another key answers" => new SigningSettings
                {
                    Key = Reference(Script($"if [ $1 = public-key ]; then cat {WritePublic(world)}; else printf 'no signature'; fi")),
                    Secrets = new KeySecrets { Variable = _ => null },
                },
                _ => new SigningSettings { Key = Reference(Script("exit 1")), Secrets = new KeySecrets { Variable = _ => null } },
            },
        };
    }

    private static SigningSettings Key(SmallWorld world, string name, string pem)
    {
        File.WriteAllText(world.Combine(name), pem);
        return new SigningSettings { Key = Reference(world.Combine(name)), Secrets = new KeySecrets { Variable = _ => null } };
    }

    private static string WritePublic(SmallWorld world)
    {
        using PrivateKey key = PrivateKey.Generate();
        File.WriteAllText(world.Combine("said.pub"), key.PublicKey.Pem);
        return world.Combine("said.pub");
    }

    private static (PublishRequest Request, VerificationKey Key) Signed(SmallWorld world, string name = "team.key")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SigningSettings signing = Key(world, name, key.ExportEncryptedPkcs8PrivateKeyPem(Password, Quick)) with
        {
            Secrets = new KeySecrets { Variable = variable => variable == "COSIGN_PASSWORD" ? Password : null },
        };
        return (world.Request() with { Signing = signing }, VerificationKey.Parse(key.ExportSubjectPublicKeyInfoPem(), "The key"));
    }

    private static PublishRequest Development(SmallWorld world) => world.Request() with
    {
        Signing = new SigningSettings { DevelopmentKeyFile = world.Combine("data", "development.key"), Secrets = new KeySecrets { Variable = _ => null } },
    };

    private static KeyReference Reference(string text) => KeyReference.Parse(text, Path.GetFullPath).Reference!;

    private static string Program(TemporaryFolder folder, string text) => Program(folder.FullPath, text);

    private static string Program(string folder, string text)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "program");
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }

    private static IEnumerable<(string Type, SigstoreBundle Bundle)> Bundles(SmallWorld world)
    {
        OciLayout layout = OciLayout.Open(world.Layout);
        Image image = layout.ReadImage("latest", null, CancellationToken.None);
        ImmutableArray<Artifact> attached = Referrers.Of(layout, image.Descriptor, CancellationToken.None);
        foreach (Artifact artifact in attached.Where(artifact => artifact.Type == SigstoreBundle.MediaType))
        {
            using MemoryStream stream = new();
            artifact.Content.Single().CopyTo(stream, CancellationToken.None);
            SigstoreBundle bundle = SigstoreBundle.Read(stream.ToArray(), "The bundle");
            yield return (Statement.Read(bundle.Envelope.Payload, "It").PredicateType, bundle);
        }
    }
}
