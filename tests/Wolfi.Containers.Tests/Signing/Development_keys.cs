using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tests.Signing;

[TestClass]
public sealed class Development_keys
{
    private static readonly RecordingObserver Observer = new();
    private static readonly KeySecrets NoSecrets = new() { Variable = name => null };

    [TestMethod]
    public async Task Are_made_once_for_their_user_alone()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("data", "wolfi-containers", "development.key");

        VerificationKey first = await PublicKeyAsync(file);
        VerificationKey second = await PublicKeyAsync(file);

        Assert.AreEqual(first, second);
        Assert.AreEqual(first.Pem, File.ReadAllText(folder.Combine("data", "wolfi-containers", "development.pub")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Combine("data", "wolfi-containers")));
        }
    }

    [TestMethod]
    public async Task Are_one_key_for_builds_side_by_side()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("data", "development.key");
        VerificationKey[] keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PublicKeyAsync(file))));
        Assert.AreEqual(1, keys.Distinct().Count());
        CollectionAssert.AreEquivalent(new[] { "development.key", "development.pub" }, Directory.GetFiles(folder.Combine("data")).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public async Task Get_their_public_half_back()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("development.key");
        VerificationKey key = await PublicKeyAsync(file);
        File.Delete(folder.Combine("development.pub"));

        Assert.AreEqual(key, await PublicKeyAsync(file));
        Assert.AreEqual(key.Pem, File.ReadAllText(folder.Combine("development.pub")));
    }

    [TestMethod]
    public async Task That_can_not_be_made_are_told()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("data"), "a file");
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => ReadAsync(folder.Combine("data", "development.key")));
        Assert.AreEqual("WOLFI7123", failure.Diagnostic.Code);
    }

    [TestMethod]
    public void Sign_packages_too_and_are_one_for_builds_side_by_side()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("data", "wolfi-containers", "development.rsa");
        string[] fingerprints = new string[4];
        Parallel.For(0, fingerprints.Length, i =>
        {
            using SigningKey key = DevelopmentPackageKey.ReadOrMake(file);
            fingerprints[i] = key.PublicKey.Fingerprint;
        });

        Assert.AreEqual(1, fingerprints.Distinct().Count());
        using SigningKey again = new PackageKeySource(KeptFile: file).Find();
        Assert.AreEqual(fingerprints[0], again.PublicKey.Fingerprint);
        Assert.AreEqual(3072, again.PublicKey.Bits);
        Assert.AreEqual("development.rsa.pub", again.PublicKey.Name);
        CollectionAssert.AreEqual(new[] { "development.rsa" }, Directory.GetFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName).ToArray());
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [TestMethod]
    [DataRow("not a key", "WOLFI2042", "is not an RSA private key")]
    [DataRow("a weak key", "WOLFI7123", "delete it")]
    [DataRow("no folder", "WOLFI7123", "")]
    public void Of_packages_that_can_not_be_had_are_told(string what, string code, string text)
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("data", "development.rsa");
        if (what == "no folder")
        {
            File.WriteAllText(folder.Combine("data"), "a file");
        }
        else
        {
            using SigningKey weak = SigningKey.Generate("weak.rsa.pub", 2048);
            Directory.CreateDirectory(folder.Combine("data"));
            File.WriteAllText(file, what == "a weak key" ? weak.ExportPem() : what);
        }

        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => DevelopmentPackageKey.ReadOrMake(file));
        Assert.AreEqual(code, failure.Diagnostic.Code);
        StringAssert.Contains(failure.Diagnostic.Message, file);
        StringAssert.Contains(failure.Diagnostic.Message, text);
    }

    private static async Task<BuildSigner> ReadAsync(string file) =>
        (await BuildSigner.ReadAsync(new SigningSettings { DevelopmentKeyFile = file, Secrets = NoSecrets }, Observer, CancellationToken.None))!;

    private static async Task<VerificationKey> PublicKeyAsync(string file)
    {
        using BuildSigner signer = await ReadAsync(file);
        Assert.IsTrue(signer.IsDevelopment);
        signer.Begin(CancellationToken.None);
        VerificationKey key = (await signer.GetAsync(CancellationToken.None)).PublicKey;
        Assert.IsEmpty(Observer.Warnings);
        return key;
    }
}
