using System.Text;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases I133, I137, I139, I140, I142, K165 and K167: the image is as it was made; what is signed about it is not.</summary>
[TestClass]
public sealed class Signatures_of_a_finished_image
{
    private static readonly Dictionary<string, (Tampering Tampering, string[] Options)> Tamperings = new()
    {
        ["no signature"] = (new(image => image.Signer = null, "WOLFI8040", "no signature is attached"), []),
        ["another key's signature"] = (new(image => image.Signer = PrivateKey.Generate(), "WOLFI8040", "not signed by a key named here"), []),
        ["I133 a signature of another digest"] = (new(image => image.Sign = _ => Other.ToStatement(), "WOLFI8040", "not about this image alone"), []),
        ["I140 a signature of many digests"] = (new(image => image.Sign = signed => signed.ToStatement() with { Subjects = [.. signed.ToStatement().Subjects, .. Other.ToStatement().Subjects] }, "WOLFI8040", "not about this image alone"), []),
        ["I137 another predicate type"] = (new(image => image.Sign = signed => signed.ToStatement() with { PredicateType = "https://example.test/x" }, "WOLFI8040", "no signature is attached"), []),
        ["I137 provenance in the place of a signature"] = (new(image => image.Sign = signed => signed.ToStatement() with { PredicateType = "https://slsa.dev/provenance/v1" }, "WOLFI8040"), []),
        ["a source time that is none"] = (new(image => image.Sign = signed => With(signed, SignedImage.SourceEpochAnnotation, "soon"), "WOLFI8040", "which is none"), []),
        ["a bundle that is none"] = (new(image => image.Bundle = _ => "{}"u8.ToArray(), "WOLFI8040", "The bundle"), []),
        ["a bundle that is no JSON"] = (new(image => image.Bundle = _ => "x"u8.ToArray(), "WOLFI8040", "The bundle"), []),
        ["a byte of the statement"] = (new(image => image.Bundle = bytes => Replaced(bytes, "\"payload\":\"eyJ", "\"payload\":\"eyK"), "WOLFI8040"), []),
        ["I139 another payload type"] = (new(image => image.Bundle = bytes => Replaced(bytes, "application/vnd.in-toto+json", "application/vnd.in-tota+json"), "WOLFI8040"), []),
        ["I139 two signatures"] = (new(image => image.Bundle = bytes => Replaced(bytes, "\"signatures\":[", "\"signatures\":[{\"sig\":\"AAAA\"},"), "WOLFI8040"), []),
        ["K165 a signature for another repository"] = (new(_ => { }, "WOLFI8042", "registry.example.test/app", "registry.example.test/other"), ["--repository", "registry.example.test/other"]),
        ["K165 a signature for no repository"] = (new(image => image.Sign = signed => (signed with { Repository = null }).ToStatement(), "WOLFI8042"), ["--repository", "registry.example.test/app"]),
        ["K165 a signature of an older version"] = (new(_ => { }, "WOLFI8043", "'1.2.3'", "'1.3.0'"), ["--image-version", "1.3.0"]),
        ["K165 a signature of an older source"] = (new(_ => { }, "WOLFI8044", "2023-11-14", "2026-01-01"), ["--not-before", "2026-01-01"]),
        ["a signature without a source time"] = (new(image => image.Sign = signed => (signed with { SourceEpoch = null }).ToStatement(), "WOLFI8044", "no stated time"), ["--not-before", "2020-01-01"]),
        ["K167 a development key's signature"] = (new(image => image.Sign = signed => (signed with { ByDevelopmentKey = true }).ToStatement(), "WOLFI8041"), []),
        ["no SBOM where one is asked for"] = (new(_ => { }, "WOLFI8050", "bill of materials"), ["--require", "sbom"]),
        ["no provenance where it is asked for"] = (new(_ => { }, "WOLFI8050", "provenance"), ["--require", "heads,provenance"]),
        ["I142 strangers' bundles beside no signature"] = (new(image =>
        {
            image.Signer = null;
            image.Strangers = 20;
        }, "WOLFI8040", "and 17 more do not count"), []),
    };

    private static SignedImage Other => new() { Digest = Oci.Digest.FromHex(new string('1', 64)) };

    private static FinishedImage? _image;

    public static IEnumerable<object[]> Rows() => Tamperings.Keys.Select(name => new object[] { name });

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await FinishedImage.Make();

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Is_refused(string name)
    {
        (Tampering tampering, string[] options) = Tamperings[name];
        _image!.Refuses(tampering.Change, options, tampering.Code, tampering.Words);
    }

    [TestMethod]
    public void Passes_where_it_says_what_the_policy_asks_for() => _image!.Verify(
        _image.Forge(_ => { }), "--repository", "registry.example.test/app", "--image-version", "1.2.3", "--not-before", "2023-11-14").Expect(0);

    [TestMethod]
    public void Passes_beside_what_strangers_attached() => StringAssert.Contains(_image!.Verify(_image.Forge(image => image.Strangers = 20)).Expect(0).Error, "note: not counted: ");

    [TestMethod]
    public void A_development_key_passes_only_where_it_is_allowed() =>
        _image!.Verify(_image.Forge(image => image.Sign = signed => (signed with { ByDevelopmentKey = true }).ToStatement()), "--allow-development-key").Expect(0);

    [TestMethod]
    public void Keys_of_packages_are_no_policy_and_no_keys_of_images()
    {
        string copy = _image!.Forge(_ => { });
        StringAssert.Contains(ToolRun.Of("verify", copy, "--package-key", _image.PackageKeyFile).Expect(2).Error, "WOLFI8000");
        StringAssert.Contains(ToolRun.Of("verify", copy).Expect(2).Error, "WOLFI8000");
        StringAssert.Contains(ToolRun.Of("verify", copy, "--key", _image.PackageKeyFile).Expect(2).Error, "WOLFI8052");
    }

    private static Statement With(SignedImage signed, string annotation, string value)
    {
        Statement statement = signed.ToStatement();
        return statement with { Subjects = [statement.Subjects[0] with { Annotations = statement.Subjects[0].Annotations.SetItem(annotation, value) }] };
    }

    private static byte[] Replaced(byte[] bytes, string what, string by)
    {
        string text = Encoding.UTF8.GetString(bytes);
        StringAssert.Contains(text, what);
        return Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal));
    }
}
