using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Images;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Tests.Inspection;

/// <summary>What the planner records, the inspector reads: over real packages and a real image.</summary>
[TestClass]
public sealed class ImageInspector_of_planned_images
{
    private const string BaseLayout = "wolfi-baselayout";
    private const int Plain = 0b110_100_100;
    private const int Executable = 0b111_101_101;

    private static readonly SigningKey Key = SigningKey.Generate("distribution.rsa.pub", 2048);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Plan_and_inspection_agree(bool withAccount)
    {
        using TemporaryFolder folder = new();
        ImagePlanInput input = Input(folder);
        if (withAccount)
        {
            input = input with { Declared = new DeclaredInput { Accounts = [new DeclaredAccount("worker", 1500, 1500, "/home/worker")] } };
        }

        ImagePlan plan = ImagePlanner.Plan(input, new RecordingObserver());
        Directory.CreateDirectory(folder.Combine("scratch"));
        Image image = ImageFromPlan.Assemble(plan, folder.Combine("scratch"), CancellationToken.None);

        ImageInspection inspection = ImageInspector.Inspect(image, CancellationToken.None);

        CollectionAssert.AreEqual(
            plan.Layers.Select(layer => (layer.Kind, layer.Class, layer is PlannedLayer.Verbatim ? layer.History : "-")).ToArray(),
            inspection.Layers.Select(layer => (layer.Kind!.Value, layer.Class!.Value, $"{layer.Package}-{layer.Version}")).ToArray());
        CollectionAssert.AreEqual(
            input.Packages.Select(package => package.Package).Concat(input.AppPackages.Select(package => package.Package))
                .Select(package => (package.Info.Name, package.Info.License, package.Info.Origin, (string?)$"sha256:{package.Info.DataHash}")).ToArray(),
            inspection.Packages.Select(package => (package.Name, package.License, package.Origin, package.Layer?.ToString())).ToArray());
        Assert.AreEqual("x86_64", inspection.Record!.Architecture);
        CollectionAssert.AreEqual(new[] { "https://packages.example.test/os" }, inspection.Record.Repositories.ToArray());
        CollectionAssert.AreEqual(new[] { "tzdata" }, inspection.Record.World.ToArray());
        CollectionAssert.AreEqual(withAccount ? ["worker"] : Array.Empty<string>(), inspection.Record.DeclaredAccounts.ToArray());
    }

    private static ImagePlanInput Input(TemporaryFolder folder)
    {
        PackageRepository repository = new() { Location = folder.FullPath, CanonicalUrl = "https://packages.example.test/os" };
        PackageContent dotnet = PackageContent.File("usr/bin/dotnet", Executable, "program"u8.ToArray());
        PackageContent release = PackageContent.File("etc/os-release", Plain, "ID=wolfi\n"u8.ToArray());
        ApkPackage app = Pack(folder, "app", "", PackageContent.File("app/app.dll", Plain, "code"u8.ToArray()));
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
            Repositories = [repository],
            World = ["tzdata"],
            Packages =
            [
                Verified(folder, repository, PackageTrust.PackageSigned, Pack(folder, BaseLayout, "MIT", release)),
                Verified(folder, repository, PackageTrust.IndexVouched, Pack(folder, "dotnet-10", "MIT AND BSD-3-Clause", dotnet)),
                Verified(folder, repository, PackageTrust.Untrusted, Pack(folder, "tzdata", "", PackageContent.File("usr/share/zoneinfo/UTC", Plain, "TZif"u8.ToArray()))),
            ],
            AppPackages = [new WrittenAppPackage(AppPackageKind.Own, folder.Combine("app.apk"), app)],
            PackageFiles = ImmutableDictionary<string, ImmutableArray<byte>>.Empty,
            Container = new ContainerSettings(),
            Created = 0,
            SdkVersion = "10.0.401",
        };
    }

    private static ApkPackage Pack(TemporaryFolder folder, string name, string license, params PackageContent[] contents)
    {
        using FileStream stream = new(folder.Combine(name + ".apk"), FileMode.CreateNew, FileAccess.ReadWrite);
        PackageInfo info = new()
        {
            Name = name,
            Version = PackageVersion.Parse("1.0.0-r0"),
            Architecture = "x86_64",
            License = license,
            Origin = name,
            Provides = name == BaseLayout ? [Provide.Parse("merged-usrsbin")] : [],
        };
        return ApkPackageWriter.Write(info, contents, Key, stream, CancellationToken.None);
    }

    private static VerifiedPackage Verified(TemporaryFolder folder, PackageRepository repository, PackageTrust trust, ApkPackage package) =>
        new(new ResolvedPackage(IndexRecords.FromPackage(package), repository), package, trust, PackageFile.At(folder.Combine(package.Info.Name + ".apk")));
}
