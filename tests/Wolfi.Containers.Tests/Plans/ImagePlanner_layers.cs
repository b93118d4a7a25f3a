using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;
using static Wolfi.Containers.Tests.Plans.Packages;

namespace Wolfi.Containers.Tests.Plans;

[TestClass]
public sealed class ImagePlanner_layers
{
    private static readonly PackageRepository Repository = new() { Location = "/packages", CanonicalUrl = "https://user:secret@packages.example/os/" };

    [TestMethod]
    public void Come_in_the_designs_order()
    {
        ImagePlan plan = ImagePlanner.Plan(Input(), new RecordingObserver());
        CollectionAssert.AreEqual(
            new[] { "package wolfi-baselayout-1-r0", "package dotnet-10-1-r0", "proof proof", "team app-nuget-1-r0", "team app-1.0.0-r0", "state state" },
            plan.Layers.Select(layer => $"{layer.Kind.Name()} {layer.History}").ToArray());
    }

    [TestMethod]
    public void Hold_the_heads_of_packages_in_the_proof_layer()
    {
        PlannedLayer.Written proof = Written(ImagePlanner.Plan(Input(), new RecordingObserver()), LayerKind.Proof);
        CollectionAssert.AreEqual(
            new[]
            {
                "usr", "usr/lib", "usr/lib/wolfi-containers", "usr/lib/wolfi-containers/heads",
                "usr/lib/wolfi-containers/heads/001-wolfi-baselayout-1-r0.head", "usr/lib/wolfi-containers/heads/002-dotnet-10-1-r0.head",
            },
            proof.Entries.Select(entry => entry.Path).ToArray());
    }

    [TestMethod]
    public void Hold_the_state_last_as_this_listing_shows()
    {
        PlannedLayer.Written state = Written(ImagePlanner.Plan(Input(), new RecordingObserver()), LayerKind.State);
        StringBuilder listing = new();
        foreach (Wolfi.Oci.Layers.LayerEntry entry in state.Entries)
        {
            listing.Append($"{Convert.ToString(entry.Mode, 8).PadLeft(4, '0')} {entry.Uid}:{entry.Gid} {entry.Path}\n");
        }

        foreach (string path in (string[])["etc/apk/world", "etc/apk/repositories", "etc/apk/arch", "etc/passwd", "etc/group", "etc/shadow", "etc/wolfi-containers.json"])
        {
            using StreamReader reader = new(state.Entries.Single(entry => entry.Path == path).OpenContent!());
            listing.Append($"\n--- {path}\n{reader.ReadToEnd()}");
        }

        Golden.Verify("Wolfi.Containers.Tests", "state-layer", "txt", listing.ToString());
    }

    [TestMethod]
    public void Carry_no_user_info_of_a_repository()
    {
        PlannedLayer.Written state = Written(ImagePlanner.Plan(Input(), new RecordingObserver()), LayerKind.State);
        foreach (Wolfi.Oci.Layers.LayerEntry entry in state.Entries.Where(entry => entry.OpenContent is not null))
        {
            using StreamReader reader = new(entry.OpenContent!());
            Assert.DoesNotContain("secret", reader.ReadToEnd(), entry.Path);
        }
    }

    [TestMethod]
    public void Are_at_most_as_many_as_every_runtime_takes()
    {
        ImagePlanInput input = Input();
        input = input with { Packages = [.. input.Packages, .. Enumerable.Range(0, 117).Select(i => Verified(Package(Info($"p{i}"), File($"p{i}"))))] };
        Diagnostic failure = Failing.With(ImageErrors.TooManyLayers, () => ImagePlanner.Plan(input, new RecordingObserver()));
        StringAssert.Contains(failure.Message, "123 layers; 120 is the most");
    }

    [TestMethod]
    public void Take_no_app_package_with_a_distribution_packages_name()
    {
        ImagePlanInput input = Input();
        Failing.With(ImageErrors.NameCollision, () => ImagePlanner.Plan(
            input with { Packages = [.. input.Packages, Verified(Package(Info("app"), File("x")))] }, new RecordingObserver()));
    }

    [TestMethod]
    public void Take_no_working_directory_that_a_package_owns()
    {
        ImagePlanInput input = Input();
        Failing.With(ImageErrors.WorkingDirectoryOwned, () => ImagePlanner.Plan(
            input with { Packages = [.. input.Packages, Verified(Package(Info("odd"), Directory("app")))] }, new RecordingObserver()));
    }

    // Case 59: scripts are never run, and the build says which.
    [TestMethod]
    public void Report_scripts_that_are_not_run()
    {
        ImagePlanInput input = Input();
        RecordingObserver observer = new();
        ImagePlanner.Plan(input with { Packages = [.. input.Packages, Verified(Package(Info("scripted"), File("x")) with { Scripts = [".post-install"] })] }, observer);
        StringAssert.Contains(observer.Warnings.Single().Message, "scripted (.post-install)");
    }

    // Case 154, the build's half: the entrypoint is a file of the image, and for dotnet an assembly of the app.
    [TestMethod]
    [DataRow("/app/app")]
    [DataRow("/usr/bin/dotnet", "/app/app.dll")]
    [DataRow("dotnet", "app.dll")]
    public void Start_what_is_there(params string[] entrypoint) => Plan(new ContainerSettings { Entrypoint = [.. entrypoint] });

    [TestMethod]
    [DataRow("/bin/sh", "-c", "true")]
    [DataRow("curl")]
    [DataRow("/usr/bin/dotnet", "/app/other.dll")]
    [DataRow("/usr/bin/dotnet", "/usr/share/dotnet/some.dll")]
    [DataRow("/app")]
    public void Start_nothing_that_is_not_there(params string[] entrypoint) =>
        Failing.With(ImageErrors.EntrypointMissing, () => Plan(new ContainerSettings { Entrypoint = [.. entrypoint] }));

    [TestMethod]
    public void Take_declared_accounts_files_and_certificates_into_the_state_layer()
    {
        using TemporaryFolder folder = new();
        string source = folder.Combine("app.conf");
        System.IO.File.WriteAllText(source, "x=1\n");
        RecordingObserver observer = new();
        ImagePlanInput input = Input() with
        {
            Declared = new DeclaredInput
            {
                Accounts = [new DeclaredAccount("worker", 1000, 1000, "/home/worker")],
                Certificates = [new DeclaredInput.Certificate("corp.crt", "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n", new string('c', 64))],
                Files =
                [
                    new DeclaredInput.File(new DeclaredFile { SourceFile = source, Target = "/etc/app.conf", Mode = 0x180, Uid = 1000, Gid = 1000 }, 4, new string('d', 64)),
                    new DeclaredInput.File(new DeclaredFile { SourceFile = source, Target = "/usr/bin/dotnet.conf", Replace = true }, 4, new string('d', 64)),
                ],
            },
        };
        ImagePlan plan = ImagePlanner.Plan(input, observer);
        PlannedLayer.Written state = Written(plan, LayerKind.State);
        Assert.AreEqual(ByteClass.Mixed, state.Class);
        Wolfi.Oci.Layers.LayerEntry file = state.Entries.Single(entry => entry.Path == "etc/app.conf");
        Assert.AreEqual((0x180, 1000, 1000), (file.Mode, file.Uid, file.Gid));
        Assert.AreEqual((1000, 1000), (state.Entries.Single(entry => entry.Path == "home/worker").Uid, state.Entries.Single(entry => entry.Path == "home/worker").Gid));
        Assert.IsTrue(state.Entries.Any(entry => entry.Path == "usr/local/share/ca-certificates/corp.crt"));
        Assert.IsTrue(state.Entries.Any(entry => entry.Path == "etc/ssl/certs/ca-certificates.crt"));
        Assert.AreEqual("/etc/ssl/certs/ca-certificates.crt", plan.Configuration.Environment["SSL_CERT_FILE"]);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Replace_a_packages_file_only_when_the_project_says_so(bool replace)
    {
        using TemporaryFolder folder = new();
        string source = folder.Combine("dotnet");
        System.IO.File.WriteAllText(source, "x");
        ImagePlanInput input = Input() with
        {
            Declared = new DeclaredInput { Files = [new DeclaredInput.File(new DeclaredFile { SourceFile = source, Target = "/usr/share/dotnet/some.dll", Replace = replace }, 1, new string('d', 64))] },
        };
        RecordingObserver observer = new();
        if (replace)
        {
            ImagePlanner.Plan(input, observer);
            Assert.AreEqual(ImageErrors.FileReplaced.Code, observer.Warnings.Single().Code);
        }
        else
        {
            Failing.With(ImageErrors.TargetOwned, () => ImagePlanner.Plan(input, observer));
        }
    }

    private static ImagePlan Plan(ContainerSettings settings) => ImagePlanner.Plan(Input() with { Container = settings }, new RecordingObserver());

    private static PlannedLayer.Written Written(ImagePlan plan, LayerKind kind) => plan.Layers.OfType<PlannedLayer.Written>().Single(layer => layer.Kind == kind);

    private static VerifiedPackage Verified(ApkPackage package) =>
        new(new ResolvedPackage(
                new IndexRecord { Name = package.Info.Name, Version = package.Info.Version, Architecture = "x86_64", Checksum = package.Checksum },
                Repository),
            package, PackageTrust.PackageSigned, PackageFile.At("/cache/x.apk"));

    private static WrittenAppPackage App(AppPackageKind kind, string name, string version, params ImmutableArray<PackageEntry> entries) =>
        new(kind, $"/out/{name}.apk", Package(Info(name, version, origin: "app"), entries));

    private static ImagePlanInput Input()
    {
        ApkPackage layout = Package(
            Info("wolfi-baselayout", provides: ["merged-usrsbin"]),
            Directory("etc"), File("etc/passwd"), File("etc/shadow", mode: 0), Directory("usr"), Directory("usr/bin"), Directory("usr/lib"), Link("bin", "usr/bin"));
        ApkPackage dotnet = Package(
            Info("dotnet-10"),
            Directory("usr"), Directory("usr/bin"), Link("usr/bin/dotnet", "../share/dotnet/dotnet"), Directory("usr/share"), Directory("usr/share/dotnet"),
            File("usr/share/dotnet/dotnet", mode: 0x1ED), File("usr/share/dotnet/some.dll"));
        return new ImagePlanInput
        {
            App = new PublishedApp
            {
                AssemblyName = "app",
                Version = "1.0.0",
                TargetFramework = "net10.0",
                RuntimeIdentifier = "linux-x64",
                SelfContained = false,
                PublishFolder = "/publish",
                Files = [],
            },
            Architecture = "x86_64",
            Repositories = [Repository],
            World = ["tzdata"],
            Packages = [Verified(layout), Verified(dotnet)],
            AppPackages =
            [
                App(AppPackageKind.NuGetDependencies, "app-nuget", "1-r0", Directory("app"), File("app/Some.Package.dll")),
                App(AppPackageKind.Own, "app", "1.0.0-r0", Directory("app"), File("app/app", mode: 0x1ED), File("app/app.dll")),
            ],
            PackageFiles = ImmutableDictionary<string, ImmutableArray<byte>>.Empty
                .Add("etc/passwd", [.. "root:x:0:0:root:/root:/bin/sh\n"u8])
                .Add("etc/shadow", [.. "root:*::0:::::\n"u8]),
            Container = new ContainerSettings(),
            Created = 1700000000,
            SdkVersion = "10.0.401",
        };
    }
}
