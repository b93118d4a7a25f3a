using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>Each bad input is a coded error, and nothing is left behind.</summary>
[TestClass]
public sealed class ImagePublisher_bad_input
{
    private static readonly SigningKey Stranger = SigningKey.Generate("stranger.rsa.pub", 2048);

    [TestMethod]
    public async Task Index_signed_by_an_unknown_key()
    {
        using SmallWorld world = new();
        world.MakeRepository(SmallWorld.Packages(), indexKey: Stranger);
        StringAssert.Contains(await Fails(world, RepositoryErrors.UnknownKey), "stranger.rsa.pub");
    }

    [TestMethod]
    public async Task Index_with_a_bad_signature()
    {
        using SmallWorld world = new();
        using SigningKey sameName = SigningKey.Generate("small.rsa.pub", 2048);
        world.MakeRepository(SmallWorld.Packages(), indexKey: sameName);
        await Fails(world, RepositoryErrors.BadSignature);
    }

    [TestMethod]
    public async Task Package_with_a_bad_signature()
    {
        using SmallWorld world = new();
        using SigningKey sameName = SigningKey.Generate("small.rsa.pub", 2048);
        world.MakeRepository(SmallWorld.Packages(), packageKey: sameName);
        await Fails(world, RepositoryErrors.BadSignature);
    }

    [TestMethod]
    public async Task Package_signed_by_a_stranger_is_vouched_for_by_the_index_with_one_warning()
    {
        using SmallWorld world = new();
        world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        RecordingObserver observer = new();
        await SmallWorld.PublishAsync(world.Request(), observer);
        Assert.AreEqual(RepositoryErrors.IndexVouched.Code, observer.Warnings.Single().Code);
        StringAssert.StartsWith(observer.Warnings.Single().Message, "5 of 5 packages");
    }

    [TestMethod]
    public async Task Package_signed_by_a_stranger_fails_where_packages_must_be_signed()
    {
        using SmallWorld world = new();
        world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        await Fails(world, RepositoryErrors.UnknownKey, request => request with { Repositories = [request.Repositories[0] with { Signatures = PackageSignatures.Packages }] });
    }

    [TestMethod]
    public async Task Package_that_is_another_than_the_index_names()
    {
        using SmallWorld world = new();
        File.Copy(Path.Combine(world.Repository, "x86_64", "tzdata-1.0-r0.apk"), Path.Combine(world.Repository, "x86_64", "glibc-1.0-r0.apk"), overwrite: true);
        await Fails(world, RepositoryErrors.ControlChecksumMismatch, RepositoryErrors.SizeMismatch);
    }

    [TestMethod]
    public async Task Package_whose_data_was_changed()
    {
        using SmallWorld world = new();
        string path = Path.Combine(world.Repository, "x86_64", "glibc-1.0-r0.apk");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, bytes);
        await Fails(world, RepositoryErrors.DataHashMismatch);
    }

    [TestMethod]
    public async Task Missing_provider_with_the_whole_chain()
    {
        using SmallWorld world = new();
        world.MakeRepository(SmallWorld.Packages().Where(package => package.Info.Name != "glibc"));
        string message = await Fails(world, ResolutionErrors.Unsatisfiable);
        StringAssert.Contains(message, "dotnet-10-runtime");
        StringAssert.Contains(message, "so:libc.so.6");
        StringAssert.Contains(message, "app.runtimeconfig.json");
    }

    [TestMethod]
    public async Task Repository_that_is_not_there()
    {
        using SmallWorld world = new();
        Directory.Delete(world.Repository, recursive: true);
        await Fails(world, RepositoryErrors.NotFound, RepositoryErrors.Unreachable);
    }

    [TestMethod]
    public async Task Output_place_that_is_a_file()
    {
        using SmallWorld world = new();
        Directory.CreateDirectory(world.Outputs);
        File.WriteAllText(world.Layout, "mine");
        await Fails(world, ImageErrors.OutputRefused);
        Assert.AreEqual("mine", File.ReadAllText(world.Layout));
    }

    [TestMethod]
    public async Task Output_place_that_holds_something_else()
    {
        using SmallWorld world = new();
        Directory.CreateDirectory(world.Layout);
        File.WriteAllText(Path.Combine(world.Layout, "thesis.txt"), "mine");
        await Fails(world, ImageErrors.OutputRefused);
        Assert.AreEqual("mine", File.ReadAllText(Path.Combine(world.Layout, "thesis.txt")));
    }

    [TestMethod]
    public async Task Signing_key_that_is_none_without_its_text_in_the_message()
    {
        using SmallWorld world = new();
        string key = world.Combine("key.pem");
        File.WriteAllText(key, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        string message = await Fails(world, RepositoryErrors.MalformedKey, request => request with { PackageKey = new PackageKeySource(key) });
        Assert.DoesNotContain("c2VjcmV0", message);
    }

    [TestMethod]
    public async Task Declared_files_and_certificates_that_are_not_there_or_hold_keys()
    {
        using SmallWorld world = new();
        string key = world.Combine("corp.pem");
        File.WriteAllText(key, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        await Fails(world, ImageErrors.CertificateRefused, request => request with { Declared = new DeclaredContent { CertificateFiles = [key] } });
        await Fails(world, ImageErrors.CertificateRefused, request => request with { Declared = new DeclaredContent { CertificateFiles = [world.Combine("none.pem")] } });
        await Fails(world, ImageErrors.FileRefused, request => request with { Declared = new DeclaredContent { Files = [new DeclaredFile { SourceFile = world.Combine("none"), Target = "/etc/x" }] } });
    }

    // Case 67 and 156, the build's half: a package of the distribution's side can't take the app's place either.
    [TestMethod]
    public async Task Package_with_the_apps_name()
    {
        using SmallWorld world = new();
        world.MakeRepository(SmallWorld.Packages().Append((SmallWorld.Info("app"), [PackageContent.File("opt/x", 0x1A4, [1])])));
        await Fails(world, ImageErrors.NameCollision, request => request with { Packages = ["app"] });
    }

    private static Task<string> Fails(SmallWorld world, DiagnosticDescriptor expected, Func<PublishRequest, PublishRequest>? change = null) =>
        Fails(world, [expected], change ?? (request => request));

    private static Task<string> Fails(SmallWorld world, params DiagnosticDescriptor[] expected) => Fails(world, expected, request => request);

    private static async Task<string> Fails(SmallWorld world, DiagnosticDescriptor[] expected, Func<PublishRequest, PublishRequest> change)
    {
        string[] before = Listing(world.Outputs);
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(change(world.Request())));
        CollectionAssert.Contains(expected.Select(descriptor => descriptor.Code).ToArray(), failure.Diagnostic.Code, failure.Message);
        CollectionAssert.AreEqual(before, Listing(world.Outputs));
        return failure.Message;
    }

    private static string[] Listing(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
}
