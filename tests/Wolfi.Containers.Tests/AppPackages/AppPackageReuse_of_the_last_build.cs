using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.AppPackages;

[TestClass]
public sealed class AppPackageReuse_of_the_last_build : IDisposable
{
    private static readonly SigningKey First = SigningKey.Generate("first.rsa.pub", 2048);
    private static readonly SigningKey Second = SigningKey.Generate("second.rsa.pub", 2048);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Gives_the_same_control_and_data_under_the_new_signature()
    {
        WrittenAppPackage first = Write(First, "content", Store());
        WrittenAppPackage second = Write(Second, "content", Store());
        Assert.AreEqual(first.Package.Info.DataHash, second.Package.Info.DataHash);
        Assert.AreEqual(first.Package.Checksum, second.Package.Checksum);
        Assert.AreEqual("second.rsa.pub", second.Package.Signatures.Single().KeyName);

        using FileStream stream = File.OpenRead(second.File);
        ApkPackage read = ApkPackageReader.Read(stream, "second", CancellationToken.None);
        Assert.IsTrue(ApkPackageVerifier.VerifySignatures(read, Keyring.Create(Second.PublicKey), SignatureAlgorithm.Rsa256).Signed);
        Assert.AreEqual(read.FileSha256, second.Package.FileSha256);
        Assert.AreEqual(read.DataMember, second.Package.DataMember);
        CollectionAssert.AreEqual(read.Entries.Select(entry => entry.ToString()).ToArray(), second.Package.Entries.Select(entry => entry.ToString()).ToArray());
    }

    [TestMethod]
    public void Takes_the_bytes_of_the_last_build_and_not_the_files()
    {
        DerivedStore store = Store();
        WrittenAppPackage first = Write(First, "content", store);
        byte[] bytes = File.ReadAllBytes(first.File);

        // A package with the same content in other bytes shows which bytes were taken: none but those that the store remembers.
        bytes[^20] ^= 1;
        File.WriteAllBytes(first.File, bytes);
        Assert.AreEqual(first.Package.Info.DataHash, Write(First, "content", store).Package.Info.DataHash, "A damaged file is written anew.");
    }

    [TestMethod]
    public void Is_not_used_for_other_content() =>
        Assert.AreNotEqual(Write(First, "content", Store()).Package.Info.DataHash, Write(First, "other", Store()).Package.Info.DataHash);

    private DerivedStore Store() => new(_folder.Combine("cache"), DerivedKey.ReadOrMake(_folder.Combine("data", "derived.key")));

    private WrittenAppPackage Write(SigningKey key, string content, DerivedStore store)
    {
        string publish = Directory.CreateDirectory(_folder.Combine("publish")).FullName;
        string file = Path.Combine(publish, "app.dll");
        File.WriteAllText(file, content);
        PublishedApp app = new()
        {
            AssemblyName = "app",
            Version = "1.0.0",
            TargetFramework = "net10.0",
            RuntimeIdentifier = "linux-x64",
            SelfContained = false,
            PublishFolder = publish,
            Files = [new PublishedFile { RelativePath = "app.dll", FullPath = file, Source = FileSource.Project }],
        };
        AppPackagePlan plan = AppPackagePlanner.Plan(
            new AppPackageRequest { App = app, Architecture = "x86_64", WorkingDirectory = "/app", Needs = new NeedSet { Architecture = "x86_64", Needs = [] } },
            CancellationToken.None);
        string output = Directory.CreateDirectory(_folder.Combine("output")).FullName;
        return AppPackageBuilder.Write(plan, key, output, new AppPackageReuse(store, new OutputPlace(output, ""), "10.0.401"), CancellationToken.None).Single();
    }
}
