using Wolfi.Apk.Packages;

namespace Wolfi.Apk.Indexes;

/// <summary>Makes index records.</summary>
public static class IndexRecords
{
    /// <summary>The record by which an index names that package.</summary>
    public static IndexRecord FromPackage(ApkPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        PackageInfo info = package.Info;
        return new IndexRecord
        {
            Name = info.Name,
            Version = info.Version,
            Architecture = info.Architecture,
            Checksum = package.Checksum,
            Size = package.FileSize,
            InstalledSize = info.InstalledSize,
            Description = info.Description,
            Url = info.Url,
            License = info.License,
            Origin = info.Origin,
            Maintainer = info.Maintainer,
            BuildTime = info.BuildDate,
            Commit = info.Commit,
            ProviderPriority = info.ProviderPriority,
            Depends = info.Depends,
            Provides = info.Provides,
            InstallIf = info.InstallIf,
        };
    }
}
