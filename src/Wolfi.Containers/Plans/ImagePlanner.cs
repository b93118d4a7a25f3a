using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Plans;

/// <summary>Decides a whole image: checks that every package can be a layer of its own, orders the layers, computes what we write.</summary>
public static class ImagePlanner
{
    private const int MaximumLayers = 120;

    /// <summary>Plans the image.</summary>
    /// <exception cref="WolfiException">A package can't be a layer, or a setting can't be honoured.</exception>
    public static ImagePlan Plan(ImagePlanInput input, IPublishObserver observer)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(observer);
        return Plan(input, (accounts, hasCertificates) => ContainerConfigurationPlanner.Plan(input, accounts, hasCertificates, observer), observer);
    }

    /// <summary>Plans the image of these parts; the container's settings are decided once accounts and certificates are known.</summary>
    /// <exception cref="WolfiException">A package can't be a layer, or a setting can't be honoured.</exception>
    internal static ImagePlan Plan(ImageParts input, Func<AccountFiles, bool, ContainerConfiguration> configure, IPublishObserver observer)
    {
        RefuseTooManyLayers(input);

        RootFileSystem root = new();
        List<InstalledDatabase.Installed> installed = [];
        foreach (VerifiedPackage package in input.Packages)
        {
            installed.Add(Add(root, package.Package, new LayerOwner(package.Package.Info, IsTeam: false) { Repository = package.Resolved.Repository }, package.Package.FileSize));
        }

        LoaderLibraries.Check(root, input.PackageFiles);
        RefuseOwnedWorkingDirectory(input, root);
        foreach (WrittenAppPackage package in input.AppPackages)
        {
            RefuseTakenName(input, package);
            AppPackageRules.Check(package.Package, input.WorkingDirectory);

            // Without the signature member: who signs must not move the state layer.
            installed.Add(Add(root, package.Package, new LayerOwner(package.Package.Info, IsTeam: true), package.Package.ControlMember.Length + package.Package.DataMember.Length));
        }

        AccountFiles accounts = AccountFiles
            .From(Text(input, "etc/passwd"), Text(input, "etc/group"), Text(input, "etc/shadow"))
            .With(input.Declared.Accounts.Insert(0, AccountFiles.NonRoot));
        bool hasCertificates = root.Find(ContainerConfigurationPlanner.CertificateBundle) is not null || !input.Declared.Certificates.IsEmpty;
        ContainerConfiguration configuration = configure(accounts, hasCertificates);
        WarnOfScripts(input, observer);
        AllowedCapabilities.WarnOfUnused(input, observer);
        WarnOfCollidingPaths(root, observer);

        ImmutableArray<PlannedLayer> layers =
        [
            .. input.Packages.Select(package => new PlannedLayer.Verbatim(LayerKind.Package, package.Trust.ToByteClass(), package.Package, package.File)),
            new PlannedLayer.Written(LayerKind.Proof, ByteClass.Recomputed, ProofLayerPlanner.Plan(input.Packages, root)),
            .. input.AppPackages.Select(package => new PlannedLayer.Verbatim(LayerKind.Team, ByteClass.Team, package.Package, PackageFile.At(package.File))),
            new PlannedLayer.Written(
                LayerKind.State,
                input.Declared.IsEmpty ? ByteClass.Recomputed : ByteClass.Mixed,
                StateLayerPlanner.Plan(input, configuration, accounts, InstalledDatabase.Write(installed, root), root, observer)),
        ];
        EntrypointRules.Check(configuration, layers, root);
        return new ImagePlan { Architecture = input.Architecture, Layers = layers, Configuration = configuration };
    }

    private static InstalledDatabase.Installed Add(RootFileSystem root, ApkPackage package, LayerOwner owner, long size)
    {
        root.Add(owner, package.Entries);
        return new InstalledDatabase.Installed(package, owner, size);
    }

    private static void RefuseTooManyLayers(ImageParts input)
    {
        const int written = 2;
        int count = input.Packages.Length + input.AppPackages.Length + written;
        if (count > MaximumLayers)
        {
            IEnumerable<string> smallest = input.Packages
                .OrderBy(package => package.Package.DataMember.Length)
                .Take(count - MaximumLayers)
                .Select(package => package.Package.Info.Name);
            throw ImageErrors.TooManyLayers.Fail(count, MaximumLayers, string.Join(", ", smallest));
        }
    }

    private static void RefuseOwnedWorkingDirectory(ImageParts input, RootFileSystem root)
    {
        if (root.Find(input.WorkingDirectory.Trim('/')) is { } owned)
        {
            throw ImageErrors.WorkingDirectoryOwned.Fail(input.WorkingDirectory, owned.Owner.Title);
        }
    }

    private static void RefuseTakenName(ImageParts input, WrittenAppPackage app)
    {
        if (input.Packages.Any(package => package.Package.Info.Name == app.Package.Info.Name
            || package.Package.Info.Provides.Any(provide => provide.Name == app.Package.Info.Name)))
        {
            throw ImageErrors.NameCollision.Fail(app.Package.Info.Name);
        }
    }

    private static void WarnOfScripts(ImageParts input, IPublishObserver observer)
    {
        string[] withScripts = [.. input.Packages
            .Where(package => !package.Package.Scripts.IsEmpty)
            .Select(package => $"{package.Package.Info.Name} ({string.Join(' ', package.Package.Scripts)})")];
        if (withScripts.Length > 0)
        {
            observer.Warn(ImageErrors.ScriptsIgnored.Create(string.Join(", ", withScripts)));
        }
    }

    private static void WarnOfCollidingPaths(RootFileSystem root, IPublishObserver observer)
    {
        const int shown = 3;
        ImmutableArray<(string First, string Second)> pairs = CollidingPaths.Find(root.Paths);
        if (!pairs.IsEmpty)
        {
            string listed = string.Join(", ", pairs.Take(shown).Select(pair => $"/{pair.First} and /{pair.Second}"));
            observer.Warn(ImageErrors.CollidingPaths.Create(pairs.Length > shown ? $"{listed}, and {pairs.Length - shown} more" : listed));
        }
    }

    private static string? Text(ImageParts input, string path) =>
        input.PackageFiles.TryGetValue(path, out ImmutableArray<byte> bytes) ? Encoding.UTF8.GetString(bytes.AsSpan()) : null;
}
