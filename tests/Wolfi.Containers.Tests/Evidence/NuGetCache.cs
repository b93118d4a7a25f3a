using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Tests.Evidence;

/// <summary>A folder of NuGet packages as a restore leaves it: archive, unpacked files and the record of the content hash.</summary>
internal sealed class NuGetCache(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>Puts a package there.</summary>
    public string Add(string id, string version, params (string Path, string Content)[] files)
    {
        string package = Path.Combine(Folder, id.ToLowerInvariant(), version.ToLowerInvariant());
        Directory.CreateDirectory(package);
        string archive = ArchiveOf(id, version);
        using (ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            foreach ((string path, string content) in files.Prepend((id + ".nuspec", Nuspec(id, version))))
            {
                ZipArchiveEntry entry = zip.CreateEntry(path);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using (Stream stream = entry.Open())
                {
                    stream.Write(Encoding.UTF8.GetBytes(content));
                }

                string unpacked = Path.Combine(package, path);
                Directory.CreateDirectory(Path.GetDirectoryName(unpacked)!);
                File.WriteAllText(unpacked, content);
            }
        }

        string hash = Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(archive)));
        File.WriteAllText(Path.Combine(package, ".nupkg.metadata"), $$"""{"version":2,"contentHash":"{{hash}}","source":"https://nuget.example.test/v3/index.json"}""");
        return package;
    }

    public string ArchiveOf(string id, string version) =>
        Path.Combine(Folder, id.ToLowerInvariant(), version.ToLowerInvariant(), $"{id.ToLowerInvariant()}.{version.ToLowerInvariant()}.nupkg");

    /// <summary>A file of a package as the build publishes it.</summary>
    public PublishedFile Publish(string publishFolder, string id, string version, string path, FileSource source = FileSource.NuGet)
    {
        string origin = Path.Combine(Folder, id.ToLowerInvariant(), version.ToLowerInvariant(), path);
        string target = Path.Combine(publishFolder, Path.GetFileName(path));
        File.Copy(origin, target, overwrite: true);
        return new PublishedFile { RelativePath = Path.GetFileName(path), FullPath = target, Source = source, PackageId = id, PackageVersion = version, Origin = origin };
    }

    private static string Nuspec(string id, string version) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata>
            <id>{id}</id><version>{version}</version><authors>Someone</authors>
            <license type="expression">MIT</license><projectUrl>https://user:secret@example.test/{id}</projectUrl>
            <repository type="git" url="https://example.test/{id}.git" commit="0123456789abcdef" />
          </metadata>
        </package>
        """;
}
