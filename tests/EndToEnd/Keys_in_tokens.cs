using Wolfi.EndToEnd.Harness;
using Wolfi.Testing;

namespace Wolfi.EndToEnd;

/// <summary>A key that never leaves its PKCS#11 token, here SoftHSM's, signs an image.</summary>
[TestClass]
public sealed class Keys_in_tokens
{
    private const string Pin = "4711-planted-pin";

    [TestMethod]
    public async Task A_key_of_a_token_signs_and_its_PIN_is_nowhere()
    {
        string folder = Run.NewPath("token");
        Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        string module = Module();
        string settings = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(settings, $"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n");
        File.WriteAllText(Path.Combine(folder, "pin"), Pin);
        Dictionary<string, string> environment = Feed.DotnetEnvironment();
        environment["SOFTHSM2_CONF"] = settings;
        environment["PKCS11_MODULE_PATH"] = module;
        environment["PKCS11_PROVIDER_MODULE"] = module;
        (await Commands.RunAsync(folder, environment, Tools.Find("softhsm2-util"), "--init-token", "--free", "--label", "wolfi", "--pin", Pin, "--so-pin", "0815-so")).Succeeded();
        (await Commands.RunAsync(
            folder, environment, Tools.Find("pkcs11-tool"), "--module", module, "--token-label", "wolfi", "--login", "--pin", Pin,
            "--keypairgen", "--key-type", "EC:prime256v1", "--label", "team", "--usage-sign")).Succeeded();

        PublishedSample sample = await Samples.PublishedAsync("Console");
        string layout = Path.Combine(folder, "layout");
        (await Commands.RunAsync(folder, environment, "cp", "-r", sample.Project.LayoutPath(), layout)).Succeeded();
        string key = $"pkcs11:token=wolfi;object=team?pin-source=file:{folder}/pin";
        CommandResult exported = (await WolfiTool.RunAsync(folder, environment, "keys", "export-public", key)).Succeeded();
        string text = exported.Output[exported.Output.IndexOf("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal)..];
        const string end = "-----END PUBLIC KEY-----";
        string publicKey = Path.Combine(folder, "team.pub");
        File.WriteAllText(publicKey, text[..(text.IndexOf(end, StringComparison.Ordinal) + end.Length)] + "\n");
        StandInRepository repository = await Run.StandIn;
        string before = (await WolfiTool.RunAsync(folder, environment, "verify", layout, "--key", publicKey, "--package-key", repository.PublicKey)).Output;
        StringAssert.Contains(before, "not verified");

        CommandResult signed = (await WolfiTool.RunAsync(folder, environment, "sign", layout, "--key", key)).Succeeded();
        CommandResult verified = (await WolfiTool.RunAsync(folder, environment, "verify", layout, "--key", publicKey, "--package-key", repository.PublicKey)).Succeeded();
        StringAssert.Contains(verified.Output, "100.00 %");
        File.WriteAllText(Path.Combine(folder, "pin"), "another");
        CommandResult refused = await WolfiTool.RunAsync(folder, environment, "sign", layout, "--key", key);
        Assert.AreNotEqual(0, refused.ExitCode, refused.Output);
        StringAssert.Contains(refused.Output, "WOLFI7112");
        Assert.IsFalse((exported.Output + signed.Output + verified.Output + refused.Output).Contains(Pin, StringComparison.Ordinal));
        (await Commands.RunAsync(folder, environment, "sh", "-c", "! grep -r -F -e \"$1\" \"$2\"", "sh", Pin, layout)).Succeeded();
    }

    private static string Module() =>
        new[] { "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so" }.FirstOrDefault(File.Exists)
        ?? throw new AssertFailedException("SoftHSM's module is missing: eng/install-tools.sh installs it.");
}
