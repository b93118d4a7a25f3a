using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Locking;

/// <summary>Reads the block of one package.</summary>
internal static class LockedPackageReader
{
    // All but repository, tag and place.
    private const int Required = 0b1111_1111_1001_0111;

    private static readonly PackageVersion NoVersion = PackageVersion.Parse("0");

    /// <summary>Reads a package's object, whose begin was just read.</summary>
    public static LockedPackage Read(ref LockJson json, string architecture)
    {
        string? repository = null;
        string key = "";
        string? tag = null;
        int place = 1;
        LockedPackage package = new()
        {
            Name = "",
            Version = NoVersion,
            Architecture = "",
            Repository = new RepositoryName(null, ""),
            Url = "",
            Checksum = "",
            Size = 0,
            Sha256 = "",
            DataHash = "",
            DiffId = "",
            DataSize = 0,
            InstalledSize = 0,
            Signature = LockedSignature.Index,
        };
        int seen = 0;
        while (json.NextMember(LockNames.Package, ref seen) is var member and >= 0)
        {
            switch (member)
            {
                case 3:
                    repository = json.ReadText(LockValues.IsRepositoryUrl, LockValues.RepositoryUrl);
                    break;
                case 4:
                    key = json.ReadText(LockValues.IsSha256, LockValues.Sha256);
                    break;
                case 5:
                    tag = json.ReadText(text => PackageNames.IsValidTag(text), "a tag");
                    break;
                case 6:
                    place = json.ReadPlace();
                    break;
                default:
                    package = ReadMember(ref json, member, package);
                    break;
            }
        }

        json.Require(LockNames.Package, seen, Required);
        if (!Architectures.Fits(package.Architecture, architecture))
        {
            throw json.Fault($"{package} is for {package.Architecture}, but stands among the packages for {architecture}");
        }

        string url = LockedUrls.Of(repository, architecture, $"{package}.apk");
        return package.Url == url
            ? package with { Repository = new RepositoryName(repository, key, tag, place) }
            : throw json.Fault($"the url of {package} is not the one in its repository, {url}");
    }

    private static LockedPackage ReadMember(ref LockJson json, int member, LockedPackage package) => member switch
    {
        0 => package with { Name = json.ReadText(text => PackageNames.IsValidPackage(text), "a package's name") },
        1 => package with { Version = ReadVersion(ref json) },
        2 => package with { Architecture = json.ReadText(text => Architectures.IsValidName(text), "an architecture") },
        7 => package with { Url = json.ReadText() },
        8 => package with { Checksum = json.ReadText(LockValues.IsChecksum, "'Q1' and the base64 of 20 bytes") },
        9 => package with { Size = json.ReadNumber() },
        10 => package with { Sha256 = json.ReadText(LockValues.IsSha256, LockValues.Sha256) },
        11 => package with { DataHash = json.ReadText(LockValues.IsSha256, LockValues.Sha256) },
        12 => package with { DiffId = json.ReadText(LockValues.IsSha256, LockValues.Sha256) },
        13 => package with { DataSize = json.ReadNumber() },
        14 => package with { InstalledSize = json.ReadNumber() },
        _ => package with { Signature = json.ReadSignature() },
    };

    private static PackageVersion ReadVersion(ref LockJson json) =>
        json.ReadText() is var text && PackageVersion.TryParse(text, out PackageVersion? version)
            ? version
            : throw json.Fault($"'{LockJson.Shown(text)}' should be a package version");
}
