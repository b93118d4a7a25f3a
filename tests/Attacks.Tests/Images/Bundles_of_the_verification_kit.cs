using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases I133 to I136 with bundles that the independent kit makes, by key and against its own Sigstore with both versions of its log: as they are they pass; broken they don't.</summary>
[TestClass]
public sealed class Bundles_of_the_verification_kit
{
    private static readonly Dictionary<string, (string Kind, Action<JsonObject, JsonObject> Change, string Words)> Damages = new()
    {
        ["I133 a key's signature of another statement"] = ("key", (bundle, _) => Flip(bundle["dsseEnvelope"]!, "payload"), "is not signed by a key named here"),
        ["I133 another signature of a key"] = ("key", (bundle, _) => Flip(bundle["dsseEnvelope"]!["signatures"]![0]!, "sig"), "is not signed by a key named here"),
        ["I133 an identity's signature of another statement"] = ("v1", (bundle, _) => Flip(bundle["dsseEnvelope"]!, "payload"), "is not signed by the key of its certificate"),
        ["I134 a certificate of another signature"] = ("v1", (bundle, other) => Replace(bundle, other, "certificate"), "is not signed by the key of its certificate"),
        ["I134 a certificate with another bit"] = ("v2", (bundle, _) => Flip(bundle["verificationMaterial"]!["certificate"]!, "rawBytes"), "is of another certificate"),
        ["I134 a key in the certificate's place"] = ("v1", (bundle, _) => bundle["verificationMaterial"]!["certificate"]!["rawBytes"] = _key, "is no DER certificate"),
        ["I135 an entry of version 2 of another signature"] = ("v1", (bundle, other) => Replace(bundle, other, "tlogEntries"), "is of another"),
        ["I135 an entry of version 1 of another signature"] = ("v2", (bundle, other) => Replace(bundle, other, "tlogEntries"), "is of another"),
        ["I135 no entry"] = ("v2", (bundle, _) => bundle["verificationMaterial"]!.AsObject().Remove("tlogEntries"), "stands in no log"),
        ["I135 another entry"] = ("v2", (bundle, _) => Flip(Entry(bundle), "canonicalizedBody"), ""),
        ["I135 another promise"] = ("v1", (bundle, _) => Flip(Entry(bundle)["inclusionPromise"]!, "signedEntryTimestamp"), "promise (SET)"),
        ["I135 another root"] = ("v1", (bundle, _) => Flip(Entry(bundle)["inclusionProof"]!, "rootHash"), "of another tree"),
        ["I136 no timestamp where the log promises no time"] = ("v2", (bundle, _) => bundle["verificationMaterial"]!.AsObject().Remove("timestampVerificationData"), "nothing proves when it was signed"),
        ["I136 a timestamp of another signature"] = ("v2", (bundle, other) => Replace(bundle, other, "timestampVerificationData"), "its timestamp is of another signature"),
        ["I136 a damaged timestamp"] = ("v2", (bundle, _) => bundle["verificationMaterial"]!["timestampVerificationData"]!["rfc3161Timestamps"]![0]!["signedTimestamp"] = "MAA=", "its timestamp is damaged"),
    };

    private static TemporaryFolder? _folder;
    private static FinishedImage? _image;
    private static string _key = "";

    public static IEnumerable<object[]> Kinds() => Verifiers.Rows(["key"], ["v1"], ["v2"]);

    public static IEnumerable<object[]> DamageRows() => Verifiers.Rows([.. Damages.Keys.Select(name => new object[] { name })]);

    [ClassInitialize]
    public static async Task Make(TestContext context)
    {
        if (!Verifiers.AreThere)
        {
            return;
        }

        _folder = new TemporaryFolder();
        _image = await FinishedImage.Make();
        string digest = "";
        _image.Forge(image =>
        {
            image.Signer = null;
            digest = image.Digest;
        });
        Run("sign-sample.js", "key", digest, _folder.Combine("key"));
        _key = string.Concat(File.ReadAllLines(_folder.Combine("key", "cosign.pub")).Where(line => !line.StartsWith('-')));
        using MockSigstore sigstore = await MockSigstore.StartAsync();
        File.Copy(sigstore.TrustedRoot, RootFile);
        Run("sign-sample.js", "keyless", digest, _folder.Combine("v1"), sigstore.Url, "v1");
        Run("sign-sample.js", "keyless", digest, _folder.Combine("v2"), sigstore.Url, "v2");
    }

    [ClassCleanup]
    public static void Remove()
    {
        _image?.Dispose();
        _folder?.Dispose();
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Pass_as_they_are(string kind)
    {
        string[] evidence = [.. Verify(kind, Attach(Bundle(kind)), "--json").Expect(0).Json.GetProperty("evidence").EnumerateArray().Select(type => type.GetString()!)];
        CollectionAssert.AreEqual(new[] { "https://sigstore.dev/cosign/sign/v1" }, evidence);
    }

    [TestMethod]
    [DynamicData(nameof(DamageRows))]
    public void Are_refused_broken(string name)
    {
        (string kind, Action<JsonObject, JsonObject> change, string words) = Damages[name];
        JsonObject bundle = Bundle(kind);
        Verify(kind, Attach(bundle)).Expect(0);
        change(bundle, Bundle(kind == "v1" ? "v2" : "v1"));
        string finding = Verify(kind, Attach(bundle)).Expect(1).Error.Split('\n').Single(line => line.StartsWith("error ", StringComparison.Ordinal));
        StringAssert.Contains(finding, kind == "key" ? "WOLFI8040" : "WOLFI8070");
        StringAssert.Contains(finding, words);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Are_refused_for_others(string kind)
    {
        string copy = Attach(Bundle(kind));
        Verify(kind, copy).Expect(0);
        string[] others = kind == "key" ? ["--certificate-identity", MockSigstore.Identity, "--certificate-oidc-issuer", MockSigstore.Issuer, "--trusted-root", RootFile]
            : ["--certificate-identity", MockSigstore.Identity + "x", "--certificate-oidc-issuer", MockSigstore.Issuer, "--trusted-root", RootFile];
        StringAssert.Contains(ToolRun.Of(["verify", copy, "--package-key", _image!.PackageKeyFile, .. others]).Expect(1).Error, "error WOLFI8070");
    }

    private static string RootFile => _folder!.Combine("trusted_root.json");

    private static JsonObject Bundle(string kind) =>
        JsonNode.Parse(File.ReadAllBytes(_folder!.Combine(kind, kind == "key" ? "sig.bundle.json" : "keyless.bundle.json")))!.AsObject();

    private static JsonObject Entry(JsonObject bundle) => bundle["verificationMaterial"]!["tlogEntries"]![0]!.AsObject();

    private static string Attach(JsonObject bundle)
    {
        string copy = _image!.Forge(image => image.Signer = null);
        using OciLayoutEditor layout = new(copy);
        layout.Attach(Encoding.UTF8.GetBytes(bundle.ToJsonString()));
        return copy;
    }

    private static ToolRun Verify(string kind, string copy, params string[] options) => ToolRun.Of(
    [
        "verify", copy, "--package-key", _image!.PackageKeyFile,
        .. kind == "key" ? ["--key", _folder!.Combine("key", "cosign.pub")] : new[] { "--certificate-identity", MockSigstore.Identity, "--certificate-oidc-issuer", MockSigstore.Issuer, "--trusted-root", RootFile },
        .. options,
    ]);

    private static void Replace(JsonObject bundle, JsonObject other, string member) => bundle["verificationMaterial"]![member] = other["verificationMaterial"]![member]!.DeepClone();

    // The last bit of what base64 holds.
    private static void Flip(JsonNode parent, string member)
    {
        byte[] bytes = Convert.FromBase64String(parent[member]!.GetValue<string>());
        bytes[^1] ^= 1;
        parent[member] = Convert.ToBase64String(bytes);
    }

    private static void Run(string script, params string[] arguments)
    {
        (int exitCode, string output) = Verifiers.Run(script, arguments);
        Assert.AreEqual(0, exitCode, output);
    }
}
