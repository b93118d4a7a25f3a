using System.Security.Cryptography;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tests.Signing;

/// <summary><c>exec:PROGRAM</c>: programs of the test's own stand for key services.</summary>
[TestClass]
public sealed class Keys_held_by_commands
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Sign_by_the_digest_on_their_input()
    {
        using TemporaryFolder folder = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.Combine("key.pem"), key.ExportPkcs8PrivateKeyPem());
        string program = Script(folder, $"""
            [ "$1" = "a word" ] || exit 9
            case "$2" in
              public-key) openssl pkey -in {folder.Combine("key.pem")} -pubout ;;
              sign) cat > {folder.Combine("digest")}; openssl pkeyutl -sign -inkey {folder.Combine("key.pem")} -in {folder.Combine("digest")} ;;
            esac
            """);

        using ISigner signer = await OpenAsync($"exec:{program} \"a word\"");
        ReadOnlyMemory<byte> signature = await signer.SignDataAsync("data"u8.ToArray(), TestContext.CancellationToken);

        Assert.IsTrue(key.VerifyData("data"u8, signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        CollectionAssert.AreEqual(SHA256.HashData("data"u8), File.ReadAllBytes(folder.Combine("digest")));
    }

    [TestMethod]
    [DataRow("exit 3", "'public-key' ends with exit code 3")]
    [DataRow("echo hello", "What it prints as its public key holds no key in PEM form")]
    [DataRow("yes", "'public-key' ends with exit code")]
    public async Task That_do_not_what_they_should_are_told(string script, string message)
    {
        using TemporaryFolder folder = new();
        string program = Script(folder, $"echo s3cr3t >&2\n{script}");
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => OpenAsync("exec:" + program));
        Assert.AreEqual("WOLFI7104", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Diagnostic.Message, message);
        Assert.DoesNotContain("s3cr3t", failure.ToString());
    }

    [TestMethod]
    public async Task H130_That_sign_with_another_key_are_found_out()
    {
        using TemporaryFolder folder = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.Combine("key.pub"), key.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(folder.Combine("other.pem"), other.ExportPkcs8PrivateKeyPem());
        string program = Script(folder, $"""
            if [ "$1" = public-key ]; then cat {folder.Combine("key.pub")}; else cat > {folder.Combine("d")}; openssl pkeyutl -sign -inkey {folder.Combine("other.pem")} -in {folder.Combine("d")}; fi
            """);

        using ISigner signer = await OpenAsync("exec:" + program);
        EvidenceException failure = await Assert.ThrowsExactlyAsync<EvidenceException>(() => signer.SignDataAsync("data"u8.ToArray(), TestContext.CancellationToken));
        Assert.AreEqual(EvidenceFault.SigningFailed, failure.Fault);
    }

    private static async Task<ISigner> OpenAsync(string reference) => await SigningKeys.OpenAsync(
        KeyReference.Parse(reference, Path.GetFullPath).Reference!, KeySecrets.OfThisProcess, warning => Assert.Fail(warning.ToString()), CancellationToken.None);

    private static string Script(TemporaryFolder folder, string text)
    {
        string path = folder.Combine("program");
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }
}
