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
