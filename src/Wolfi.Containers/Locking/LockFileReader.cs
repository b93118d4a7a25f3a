using System.Collections.Immutable;
using System.Text.Unicode;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Locking;

/// <summary>Reads lock files: strictly, since people edit and merge them. Every list comes in its order, whatever the file's was.</summary>
public static class LockFileReader
{
    /// <summary>Bytes of a lock file: some hundred times what large images need.</summary>
    public const int MaximumSize = 16 << 20;

    // The members that must be there, one bit each by their place in LockNames.
    private const int TopRequired = 0b1110;
    private const int RepositoryRequired = 0b0100010;
    private const int IndexRequired = 0b101;
    private const int ArchitectureRequired = 0b111;

    /// <summary>Reads a file; null when there is none.</summary>
    /// <exception cref="WolfiException">It is damaged, which the message tells with line and column, or can't be read.</exception>
    public static LockFile? ReadFile(string path) => ReadFileBytes(path) is { } bytes ? Read(bytes, path) : null;

    /// <summary>The bytes of a file; null when there is none.</summary>
    /// <exception cref="WolfiException">It is too large or can't be read.</exception>
    public static byte[]? ReadFileBytes(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            if (stream.Length > MaximumSize)
            {
                throw LockErrors.Unreadable.Fail(path, $"it has {stream.Length} bytes, and at most {MaximumSize} are read");
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw LockErrors.Unreadable.Fail(e, path, SystemReason.Of(e));
        }
    }

    /// <summary>Reads a lock file's bytes.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <param name="name">The file's name for messages.</param>
    /// <exception cref="WolfiException">The text is damaged, or another form than <see cref="LockFile.FormVersion"/>.</exception>
    public static LockFile Read(ReadOnlySpan<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ReadOnlySpan<byte> text = bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
        if (!Utf8.IsValid(text))
        {
            throw LockErrors.Unreadable.Fail(name, "it is not UTF-8 text");
        }

        LockJson json = new(text, name);
        LockFile file = ReadTop(ref json);
        json.End();
        return file;
    }

    private static LockFile ReadTop(ref LockJson json)
    {
        ImmutableArray<LockedRepository> repositories = [];
        ImmutableArray<LockedArchitecture> architectures = [];
        int seen = 0;
        json.BeginObject();
        while (json.NextMember(LockNames.Top, ref seen) is var member and >= 0)
        {
            switch (member)
            {
                case 0:
                    json.ReadText();
                    break;
                case 1:
                    CheckVersion(ref json);
                    break;
                case 2:
                    repositories = ReadRepositories(ref json);
                    break;
                case 3:
                    architectures = ReadArchitectures(ref json);
                    break;
            }
        }

        json.Require(LockNames.Top, seen, TopRequired);
        LockFile file = new LockFile { Repositories = repositories, Architectures = architectures }.Sorted();
        HashSet<RepositoryName> known = [.. repositories.Select(repository => repository.Name)];
        foreach (LockedPackage package in architectures.SelectMany(locked => locked.Packages))
        {
            if (!known.Contains(package.Repository))
            {
                throw json.Fault($"{package} comes from {package.Repository}, which is not among the repositories");
            }
        }

        return file;
    }

    private static void CheckVersion(ref LockJson json)
    {
        if (json.ReadNumber() is var version and not LockFile.FormVersion)
        {
            throw json.Fault($"the file has form {version}, and this version reads form {LockFile.FormVersion}");
        }
    }

    private static ImmutableArray<LockedRepository> ReadRepositories(ref LockJson json)
    {
        ImmutableArray<LockedRepository>.Builder repositories = ImmutableArray.CreateBuilder<LockedRepository>();
        HashSet<RepositoryName> names = [];
        json.BeginArray();
        while (json.NextObject())
        {
            LockedRepository repository = ReadRepository(ref json);
            repositories.Add(names.Add(repository.Name) ? repository : throw json.Fault($"{repository.Name} stands here for the second time"));
        }

        return repositories.DrainToImmutable();
    }

    private static LockedRepository ReadRepository(ref LockJson json)
    {
        string? url = null;
        string key = "";
        string? tag = null;
        int place = 1;
        ImmutableArray<string> patterns = [];
        ImmutableArray<LockedIndex> indexes = [];
        LockedSignature? signatures = null;
        int seen = 0;
        while (json.NextMember(LockNames.Repository, ref seen) is var member and >= 0)
        {
            switch (member)
            {
                case 0:
                    url = json.ReadText(LockValues.IsRepositoryUrl, LockValues.RepositoryUrl);
                    break;
                case 1:
                    key = json.ReadText(LockValues.IsSha256, LockValues.Sha256);
                    break;
                case 2:
                    tag = json.ReadText(text => PackageNames.IsValidTag(text), "a tag");
                    break;
                case 3:
                    place = json.ReadPlace();
                    break;
                case 4:
                    patterns = json.ReadTexts(LockValues.IsPattern, "a rule of package names");
                    break;
                case 5:
                    indexes = ReadIndexes(ref json);
                    break;
                case 6:
                    signatures = json.ReadSignature();
                    break;
            }
        }

        json.Require(LockNames.Repository, seen, RepositoryRequired);
        return new LockedRepository { Name = new RepositoryName(url, key, tag, place), PackagePatterns = patterns, Indexes = indexes, Signatures = signatures };
    }

    private static ImmutableArray<LockedIndex> ReadIndexes(ref LockJson json)
    {
        ImmutableArray<LockedIndex>.Builder indexes = ImmutableArray.CreateBuilder<LockedIndex>();
        json.BeginObject();
        while (ReadArchitectureName(ref json, name => indexes.Any(index => index.Architecture == name)) is { } architecture)
        {
            string sha256 = "";
            long? newest = null;
            long records = 0;
            int seen = 0;
            json.BeginObject();
            while (json.NextMember(LockNames.Index, ref seen) is var member and >= 0)
            {
                switch (member)
                {
                    case 0:
                        sha256 = json.ReadText(LockValues.IsSha256, LockValues.Sha256);
                        break;
                    case 1:
                        newest = json.ReadNumber();
                        break;
                    case 2:
                        records = json.ReadNumber() is var number and <= int.MaxValue ? number : throw json.Fault("no index has that many records");
                        break;
                }
            }

            json.Require(LockNames.Index, seen, IndexRequired);
            indexes.Add(new LockedIndex(architecture, sha256, newest, (int)records));
        }

        return indexes.DrainToImmutable();
    }

    private static ImmutableArray<LockedArchitecture> ReadArchitectures(ref LockJson json)
    {
        ImmutableArray<LockedArchitecture>.Builder architectures = ImmutableArray.CreateBuilder<LockedArchitecture>();
        json.BeginObject();
        while (ReadArchitectureName(ref json, name => architectures.Any(locked => locked.Name == name)) is { } architecture)
        {
            string needs = "";
            ImmutableArray<string> world = [];
            ImmutableArray<LockedPackage> packages = [];
            int seen = 0;
            json.BeginObject();
            while (json.NextMember(LockNames.Architecture, ref seen) is var member and >= 0)
            {
                switch (member)
                {
                    case 0:
                        needs = json.ReadText(LockValues.IsDigest, "'sha256:' and 64 lower-case hexadecimal digits");
                        break;
                    case 1:
                        world = json.ReadTexts(text => DependencyAtom.TryParse(text, out _), "a package with or without a version, as apk writes it");
                        break;
                    case 2:
                        packages = ReadPackages(ref json, architecture);
                        break;
                }
            }

            json.Require(LockNames.Architecture, seen, ArchitectureRequired);
            architectures.Add(new LockedArchitecture { Name = architecture, Needs = needs, World = world, Packages = packages });
        }

        return architectures.DrainToImmutable();
    }

    private static string? ReadArchitectureName(ref LockJson json, Func<string, bool> isKnown)
    {
        string? name = json.NextName();
        return name switch
        {
            null => null,
            _ when !Architectures.IsValidName(name) || name == Architectures.Any => throw json.Fault($"'{LockJson.Shown(name)}' is not an architecture"),
            _ when isKnown(name) => throw json.Fault($"'{name}' stands here for the second time"),
            _ => name,
        };
    }

    private static ImmutableArray<LockedPackage> ReadPackages(ref LockJson json, string architecture)
    {
        ImmutableArray<LockedPackage>.Builder packages = ImmutableArray.CreateBuilder<LockedPackage>();
        HashSet<string> names = new(StringComparer.Ordinal);
        json.BeginArray();
        while (json.NextObject())
        {
            LockedPackage package = LockedPackageReader.Read(ref json, architecture);
            packages.Add(names.Add(package.Name) ? package : throw json.Fault($"{package.Name} is locked for {architecture} for the second time"));
        }

        return packages.DrainToImmutable();
    }
}
