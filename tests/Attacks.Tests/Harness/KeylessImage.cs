using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Containers.Tool.Tests;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;
using Wolfi.Testing.Sigstore;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>A finished image that identities sign, with a small Sigstore and the trusted root that trusts it.</summary>
internal sealed class KeylessImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private KeylessImage(FinishedImage image)
    {
        Image = image;
        TrustedRoot(root => { });
    }

    public FinishedImage Image { get; }

    public TestSigstore Sigstore { get; } = new();

    private string RootFile => _folder.Combine("trusted_root.json");

    public static async Task<KeylessImage> Make() => new(await FinishedImage.Make());

    /// <summary>A file with the trusted root, changed.</summary>
    public string TrustedRoot(Action<JsonObject> change)
    {
        JsonObject root = Sigstore.TrustedRoot();
        change(root);
        string file = File.Exists(RootFile) ? _folder.Combine($"root-{Guid.NewGuid():N}.json") : RootFile;
        File.WriteAllText(file, root.ToJsonString(TestSigstore.Plain));
        return file;
    }

    /// <summary>A copy of the image, with bundles attached that somebody made of its signature's statement.</summary>
    public string Sign(params Func<byte[], byte[]>[] signers)
    {
        string digest = "";
        string copy = Image.Forge(image =>
        {
            image.Signer = null;
            digest = image.Digest;
        });
        Statement statement = new SignedImage { Digest = Oci.Digest.Parse(digest), Repository = "registry.example.test/app", Version = "1.2.3" }.ToStatement();
        using OciLayoutEditor layout = new(copy);
        foreach (Func<byte[], byte[]> sign in signers)
        {
            layout.Attach(sign(statement.ToBytes().ToArray()));
        }

        return copy;
    }

    /// <summary>The same by the small Sigstore, each with its own change.</summary>
    public string Sign(TestSigner signer, Action<JsonObject>? change = null) => Sign(statement => Bundle(statement, signer, change));

    /// <summary>A bundle's bytes.</summary>
    public byte[] Bundle(byte[] statement, TestSigner signer, Action<JsonObject>? change = null)
    {
        JsonObject bundle = Sigstore.Sign(statement, signer);
        change?.Invoke(bundle);
        return Encoding.UTF8.GetBytes(bundle.ToJsonString(TestSigstore.Plain));
    }

    /// <summary>Runs <c>verify</c> with the workflow's identity.</summary>
    public ToolRun Verify(string copy, params string[] options) => VerifyWith(copy, ["--certificate-identity", TestSigner.Workflow, "--certificate-oidc-issuer", TestSigner.GitHub, "--trusted-root", RootFile, .. options]);

    /// <summary>Runs <c>verify</c> with these options and the distribution's key.</summary>
    public ToolRun VerifyWith(string copy, params string[] options) => ToolRun.Of(["verify", copy, "--package-key", Image.PackageKeyFile, .. options.Select(option => option == "ROOT" ? RootFile : option)]);

    public void Dispose()
    {
        Image.Dispose();
        Sigstore.Dispose();
        _folder.Dispose();
    }
}
