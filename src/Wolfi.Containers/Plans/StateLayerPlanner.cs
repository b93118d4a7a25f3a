using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Plans;

/// <summary>Plans the last layer: the package database, apk's settings, accounts, trust, the recorded configuration and what the project declares.</summary>
internal static class StateLayerPlanner
{
    private const string LocalCertificates = "usr/local/share/ca-certificates";

    public static ImmutableArray<LayerEntry> Plan(
        ImageParts input,
        ContainerConfiguration configuration,
        AccountFiles accounts,
        string installedDatabase,
        RootFileSystem root,
        IPublishObserver observer)
    {
        WrittenEntries entries = new(root);
        AddPackageDatabase(entries, input, installedDatabase);
        AddAccounts(entries, input, accounts, root);
        AddCertificates(entries, input);
        AddDeclaredFiles(entries, input, root, observer);
        entries.AddFile(RecordedConfiguration.Path, FileModes.File, RecordedConfiguration.Write(input, configuration));
        return entries.ToImmutable();
    }

    private static void AddPackageDatabase(WrittenEntries entries, ImageParts input, string installedDatabase)
    {
        entries.AddFile("usr/lib/apk/db/installed", FileModes.File, Encoding.UTF8.GetBytes(installedDatabase));
        entries.AddFile("usr/lib/apk/db/triggers", FileModes.File, []);
        entries.AddFile("usr/lib/apk/db/lock", FileModes.PrivateFile, []);

        // An archive without entries: two zero blocks. Scripts are never run, so none is recorded.
        entries.AddFile("usr/lib/apk/db/scripts.tar", FileModes.File, new byte[1024]);

        IEnumerable<string> world = input.World.Concat(input.AppPackages.TakeLast(1).Select(package => package.Package.Info.Name));
        entries.AddFile("etc/apk/world", FileModes.File, Lines(world.Order(StringComparer.Ordinal)));
        entries.AddFile("etc/apk/arch", FileModes.File, Lines([input.Architecture]));
        entries.AddFile("etc/apk/repositories", FileModes.File, Lines(input.Repositories.Select(RepositoryLine).OfType<string>()));
        foreach (PublicKey key in input.Repositories
            .SelectMany(repository => RecordedKeys.OfIndex(repository, input.Packages).Keys.Concat(repository.PackageKeys.Keys))
            .DistinctBy(key => key.Name, StringComparer.Ordinal))
        {
            entries.AddFile($"etc/apk/keys/{key.Name}", FileModes.File, Encoding.UTF8.GetBytes(key.Pem));
        }
    }

    private static string? RepositoryLine(PackageRepository repository) =>
        CanonicalLocation.Of(repository) is { } url ? (repository.Tag is { } tag ? $"@{tag} {url}" : url) : null;

    private static void AddAccounts(WrittenEntries entries, ImageParts input, AccountFiles accounts, RootFileSystem root)
    {
        entries.AddFile("etc/passwd", FileModes.File, Encoding.UTF8.GetBytes(accounts.Passwd));
        entries.AddFile("etc/group", FileModes.File, Encoding.UTF8.GetBytes(accounts.Group));
        entries.AddFile("etc/shadow", root.Find("etc/shadow")?.Entry.Mode ?? FileModes.Shadow, Encoding.UTF8.GetBytes(accounts.Shadow));
        foreach (DeclaredAccount account in input.Declared.Accounts.Insert(0, AccountFiles.NonRoot))
        {
            string home = account.Home.Trim('/');
            if (root.Find(home) is null && !entries.Contains(home))
            {
                entries.AddDirectory(home, FileModes.PrivateDirectory, account.Uid, account.Gid);
            }
        }
    }

    private static void AddCertificates(WrittenEntries entries, ImageParts input)
    {
        if (input.Declared.Certificates.IsEmpty)
        {
            return;
        }

        StringBuilder bundle = new();
        if (input.PackageFiles.TryGetValue(ContainerConfigurationPlanner.CertificateBundle, out ImmutableArray<byte> packaged))
        {
            bundle.Append(Encoding.UTF8.GetString(packaged.AsSpan()));
            if (bundle.Length > 0 && bundle[^1] != '\n')
            {
                bundle.Append('\n');
            }
        }

        foreach (DeclaredInput.Certificate certificate in input.Declared.Certificates)
        {
            bundle.Append(certificate.Pem);
            entries.AddFile($"{LocalCertificates}/{certificate.Name}", FileModes.File, Encoding.UTF8.GetBytes(certificate.Pem));
        }

        entries.AddFile(ContainerConfigurationPlanner.CertificateBundle, FileModes.File, Encoding.UTF8.GetBytes(bundle.ToString()));
    }

    private static void AddDeclaredFiles(WrittenEntries entries, ImageParts input, RootFileSystem root, IPublishObserver observer)
    {
        foreach (DeclaredInput.File file in input.Declared.Files)
        {
            string path = DeclaredTargets.Resolve(file.Declaration, input.WorkingDirectory, root);
            if (entries.Contains(path) || path == RecordedConfiguration.Path)
            {
                throw ImageErrors.TargetRefused.Fail(file.Declaration.Target, "the image's own records or another WolfiFile are there");
            }

            if (root.Find(path) is { } owned)
            {
                if (owned.Entry.Kind == PackageEntryKind.Directory)
                {
                    throw ImageErrors.TargetRefused.Fail(file.Declaration.Target, $"{owned.Owner.Title} has a directory there");
                }

                if (!file.Declaration.Replace)
                {
                    throw ImageErrors.TargetOwned.Fail(file.Declaration.Target, owned.Owner.Title);
                }

                observer.Warn(ImageErrors.FileReplaced.Create(path, owned.Owner.Title));
            }

            entries.AddFile(path, file.Declaration.Mode, file.Size, file.Open, file.Declaration.Uid, file.Declaration.Gid);
        }
    }

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
