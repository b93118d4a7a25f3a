using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.Containers.Evidence;

/// <summary>Reads the SBOMs that the distribution's packages carry about themselves.</summary>
public static class PackageDescriptions
{
    /// <summary>Folder of the packages' SBOMs in an image.</summary>
    public const string Folder = "var/lib/db/sbom";

    private const string Kind = "package-sbom";
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>What each package says of itself, by package name. A package without an SBOM is left out; one whose SBOM is no good is, too, and the observer hears of it.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="store">Remembers SBOMs by the hash of the package's data.</param>
    /// <param name="warn">Hears of SBOMs that are ignored.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ImmutableDictionary<string, PackageDescription> Read(
        ImmutableArray<VerifiedPackage> packages, DerivedStore store, Action<Diagnostic> warn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(warn);
        (string Name, PackageDescription? Description, Diagnostic? Warning)[] read = new (string, PackageDescription?, Diagnostic?)[packages.Length];
        Parallel.For(0, packages.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => read[i] = Read(packages[i], store, cancellationToken));
        foreach (Diagnostic warning in read.Select(item => item.Warning).OfType<Diagnostic>())
        {
            warn(warning);
        }

        return read.Where(item => item.Description is not null).ToImmutableDictionary(item => item.Name, item => item.Description!, StringComparer.Ordinal);
    }

    private static (string Name, PackageDescription? Description, Diagnostic? Warning) Read(VerifiedPackage package, DerivedStore store, CancellationToken cancellationToken)
    {
        PackageInfo info = package.Package.Info;
        string title = $"{info.Name}-{info.Version}";
        if (package.Package.Entries.FirstOrDefault(entry => entry.Kind == PackageEntryKind.File && IsSbomOf(entry.Path, info)) is not { } entry)
        {
            return (info.Name, null, null);
        }

        try
        {
            byte[] bytes = store.TryRead(Kind, info.DataHash) ?? ReadFile(package, entry.Path, store, cancellationToken);
            return (info.Name, PackageSpdxReader.Read(bytes, entry.Path, info.Name, info.Version.ToString()), null);
        }
        catch (EvidenceException e)
        {
            return (info.Name, null, BillErrors.PackageSbomIgnored.Create(title, e.Message));
        }
        catch (ApkException e) when (e.Fault == ApkFault.LimitExceeded)
        {
            return (info.Name, null, BillErrors.PackageSbomIgnored.Create(title, e.Message));
        }
    }

    // melange writes NAME-VERSION; older ones leave out the revision or the version.
    private static bool IsSbomOf(string path, PackageInfo info)
    {
        string version = info.Version.ToString();
        int revision = version.LastIndexOf("-r", StringComparison.Ordinal);
        return path == $"{Folder}/{info.Name}-{version}.spdx.json"
            || path == $"{Folder}/{info.Name}.spdx.json"
            || (revision > 0 && path == $"{Folder}/{info.Name}-{version[..revision]}.spdx.json");
    }

    private static byte[] ReadFile(VerifiedPackage package, string path, DerivedStore store, CancellationToken cancellationToken)
    {
        byte[] bytes = [.. package.Package.Sboms.TryGetValue(path, out ImmutableArray<byte> kept) ? kept : Inflate(package, path, cancellationToken)];
        store.Write(Kind, package.Package.Info.DataHash, bytes);
        return bytes;
    }

    private static ImmutableArray<byte> Inflate(VerifiedPackage package, string path, CancellationToken cancellationToken)
    {
        using Stream stream = package.File.Open(cancellationToken);
        return ApkPackageFiles.Read(stream, package.Package, new HashSet<string> { path }, MostBytes, cancellationToken)[path];
    }
}
