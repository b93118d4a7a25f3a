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
    [DataRow(false)]
    [DataRow(true)]
    public void Takes_the_file_as_it_is_where_the_same_key_signed_it(bool afterAnother)
    {
        WrittenAppPackage first = Write(First, "content", Store());
        SigningKey key = afterAnother ? Second : First;
        if (afterAnother)
        {
            first = Write(Second, "content", Store());
        }

        byte[] bytes = Age(first.File);
        (WrittenAppPackage second, string scratch) = WriteToScratch(key, "content", Store());
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(second.File));
        Assert.AreEqual(PackageFacts.Of(first.Package) with { Entries = default }, PackageFacts.Of(second.Package) with { Entries = default });
        CollectionAssert.AreEqual(first.Package.Entries.Select(entry => entry.ToString()).ToArray(), second.Package.Entries.Select(entry => entry.ToString()).ToArray());
        Assert.AreEqual(first.Package.DataMember, second.Package.DataMember);
        Assert.AreEqual(first.Package.FileSize, second.Package.FileSize);
        Assert.AreEqual(OperatingSystem.IsLinux(), IsAged(second.File), "The file has two names.");

        // As a build puts it in its place and clears its folder.
        File.Move(second.File, first.File, overwrite: true);
        Directory.Delete(scratch, recursive: true);
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(first.File));
    }

    [TestMethod]
    [DataRow("another key")]
    [DataRow("another key of the same name")]
    [DataRow("damaged data")]
    [DataRow("damaged signature")]
    [DataRow("longer")]
    [DataRow("cut")]
    [DataRow("no package")]
    [DataRow("others can write to it")]
    [DataRow("link")]
    public void Never_takes_another_file_as_it_is_nor_writes_through_it(string how)
    {
        if (OperatingSystem.IsWindows() && how is "link" or "others can write to it")
        {
            Assert.Inconclusive("Needs rights or modes there.");
        }

        WrittenAppPackage first = Write(First, "content", Store());
        byte[] sound = File.ReadAllBytes(first.File);
        using SigningKey namesake = SigningKey.Generate("first.rsa.pub", 2048);
        SigningKey key = how switch { "another key" => Second, "another key of the same name" => namesake, _ => First };
        byte[] before = how switch
        {
            "damaged data" => Flip(sound, ^20),
            "damaged signature" => Flip(sound, 100),
            "longer" => [.. sound, 0],
            "cut" => sound[..^1],
            "no package" => [1, 2, 3],
            _ => sound,
        };
        File.WriteAllBytes(first.File, before);
        switch (how)
        {
            case "others can write to it" when !OperatingSystem.IsWindows():
                File.SetUnixFileMode(first.File, (UnixFileMode)0b110_110_110);
                break;
            case "link":
                File.Move(first.File, _folder.Combine("elsewhere"));
                File.CreateSymbolicLink(first.File, _folder.Combine("elsewhere"));
                break;
            default:
                break;
        }

        Age(first.File);
        WrittenAppPackage second = WriteToScratch(key, "content", Store()).Written;
        Assert.IsNull(new FileInfo(second.File).LinkTarget);
        Assert.IsFalse(IsAged(second.File), "It is a file of its own.");
        CollectionAssert.AreEqual(before, File.ReadAllBytes(first.File));
        if (key == First)
        {
            CollectionAssert.AreEqual(sound, File.ReadAllBytes(second.File));
        }

        using FileStream stream = File.OpenRead(second.File);
        ApkPackage read = ApkPackageReader.Read(stream, "second", CancellationToken.None);
        Assert.IsTrue(ApkPackageVerifier.VerifySignatures(read, Keyring.Create(key.PublicKey), SignatureAlgorithm.Rsa256).Signed);
        Assert.AreEqual(read.FileSha256, second.Package.FileSha256);
    }

    [TestMethod]
    public void Takes_nothing_that_another_user_remembers()
    {
        WrittenAppPackage first = Write(First, "content", Store());
        Age(first.File);
        Assert.IsFalse(IsAged(WriteToScratch(First, "content", Store("somebody else")).Written.File));
    }

    [TestMethod]
    public void Is_not_used_for_other_content() =>
        Assert.AreNotEqual(Write(First, "content", Store()).Package.Info.DataHash, Write(First, "other", Store()).Package.Info.DataHash);

    private DerivedStore Store(string user = "me") => new(_folder.Combine("cache"), DerivedKey.ReadOrMake(_folder.Combine("keys", user, "derived.key")));

    private static byte[] Flip(byte[] bytes, Index at)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] Age(string file)
    {
        File.SetLastWriteTimeUtc(file, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return File.ReadAllBytes(file);
    }

    // A second name of a file shows by what belongs to the file and not to the name.
    private static bool IsAged(string file) => File.GetLastWriteTimeUtc(file).Year == 2001;

    private WrittenAppPackage Write(SigningKey key, string content, DerivedStore store)
    {
        (WrittenAppPackage written, _) = WriteToScratch(key, content, store);
        string place = Path.Combine(Output, Path.GetFileName(written.File));
        File.Move(written.File, place, overwrite: true);
        return written with { File = place };
    }

    private string Output => Directory.CreateDirectory(_folder.Combine("output")).FullName;

    private (WrittenAppPackage Written, string Scratch) WriteToScratch(SigningKey key, string content, DerivedStore store)
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
        string scratch = Directory.CreateDirectory(_folder.Combine("output", "scratch")).FullName;
        return (AppPackageBuilder.Write(plan, key, scratch, new AppPackageReuse(store, new OutputPlace(Output, ""), "10.0.401"), CancellationToken.None).Single(), scratch);
    }
}
