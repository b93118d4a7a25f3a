using Wolfi.Apk.Signing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;
using Wolfi.Containers.Verification;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Proofs;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>A small world whose image was published; copies of it can be changed, signed again, and verified.</summary>
internal sealed class FinishedImage : IDisposable
{
    private readonly SmallWorld _world = new();

    private int _copies;

    private FinishedImage()
    {
        File.WriteAllText(PackageKeyFile, SmallWorld.RepositoryKey.PublicKey.Pem);
        File.WriteAllText(ImageKeyFile, ImageKey.PublicKey.Pem);
    }

    /// <summary>The key of whoever signs the image, in the hands of the attacker.</summary>
    public static PrivateKey ImageKey { get; } = PrivateKey.Generate();

    public string Layout => _world.Layout;

    public SmallWorld World => _world;

    public string PackageKeyFile => _world.Combine("small.rsa.pub");

    /// <summary>The same policy as of <see cref="Verify"/>, for runs without a command line.</summary>
    public VerificationPolicy Policy { get; } = new()
    {
        Account = new AccountPolicy { PackageKeys = Keyring.Create(SmallWorld.RepositoryKey.PublicKey) },
        Signature = new SignaturePolicy { Signers = new SignerPolicy { Keys = [ImageKey.PublicKey] } },
    };

    private string ImageKeyFile => _world.Combine("image.pub");

    /// <summary>Publishes the world, changed by a test.</summary>
    /// <param name="change">Changes what is asked for.</param>
    /// <param name="prepare">Changes the repository.</param>
    public static async Task<FinishedImage> Make(Func<PublishRequest, PublishRequest>? change = null, Action<SmallWorld>? prepare = null)
    {
        FinishedImage image = new();
        prepare?.Invoke(image._world);
        PublishRequest request = image._world.Request() with { Packages = ["tzdata"] };
        await SmallWorld.PublishAsync(change is null ? request : change(request));
        return image;
    }

    /// <summary>Changes a copy, makes its digests right and signs it with the image's key.</summary>
    /// <returns>The copy's layout.</returns>
    public string Forge(Action<ForgedImage> change)
    {
        string copy = NextCopy();
        ForgedImage forged = ForgedImage.Of(Layout, copy);
        change(forged);
        forged.Seal();
        return copy;
    }

    /// <summary>Runs <c>verify</c> for the account alone.</summary>
    public ToolRun Account(string image, params string[] options) => ToolRun.Of(["verify", image, "--no-signature", "--package-key", PackageKeyFile, .. options]);

    /// <summary>Runs <c>verify</c> with the image's key and the distribution's.</summary>
    public ToolRun Verify(string image, params string[] options) => ToolRun.Of(["verify", image, "--key", ImageKeyFile, "--package-key", PackageKeyFile, .. options]);

    /// <summary>Verifies a changed copy: it fails, and one finding has the code and the words. A copy that nobody changed passes.</summary>
    public void Refuses(Action<ForgedImage> change, string code, params string[] words) => Refuses(change, [], code, words);

    /// <summary>The same with options; keys of packages are for the untampered copy too.</summary>
    public void Refuses(Action<ForgedImage> change, string[] options, string code, params string[] words)
    {
        string[] control = options is ["--package-key", ..] ? options : [];
        Verify(Forge(_ => { }), control).Expect(0);
        ToolRun run = Verify(Forge(change), options).Expect(1);
        string[] findings = [.. run.Error.Split('\n').Where(line => line.StartsWith("error ", StringComparison.Ordinal))];
        Assert.IsTrue(
            findings.Any(finding => finding.StartsWith($"error {code}: ", StringComparison.Ordinal) && words.All(word => finding.Contains(word, StringComparison.Ordinal))),
            $"No {code} with {string.Join(", ", words)} among:\n{run.Error}");
    }

    public void Dispose() => _world.Dispose();

    private string NextCopy() => _world.Combine($"copy-{Interlocked.Increment(ref _copies)}");
}
