using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Containers.Inspection;

namespace Wolfi.Containers.Packing;

/// <summary>Makes the index of a folder of packages, which is one architecture of a repository.</summary>
public static class FolderIndexer
{
    /// <summary>The index's file name.</summary>
    public const string IndexName = "APKINDEX.tar.gz";

    private const string PackagePattern = "*.apk";

    /// <summary>Reads every package of the folder to its end, and writes a signed index beside them.</summary>
    /// <param name="folder">The folder; what lies in folders below it does not count.</param>
    /// <param name="description">The index's description.</param>
    /// <param name="key">Signs the index. The packages keep the signatures that they have.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The records, ordered by name and version.</returns>
    /// <exception cref="WolfiException">A package is damaged, is for another architecture than those beside it, or has not the file name by which a repository's clients ask for it; or a file can't be read or written.</exception>
    public static ImmutableArray<IndexRecord> Write(string folder, string description, SigningKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return WriteIndex(folder, Files(folder).Select(file => Read(file, cancellationToken)), description, key);
    }

    /// <summary>Writes a signed index of packages that are known already.</summary>
    /// <param name="folder">The folder that they lie in.</param>
    /// <param name="packages">Their records, in any order.</param>
    /// <param name="description">The index's description.</param>
    /// <param name="key">Signs the index.</param>
    /// <returns>The records, ordered by name and version.</returns>
    /// <exception cref="WolfiException">A package is for another architecture than the others, or the index can't be written.</exception>
    public static ImmutableArray<IndexRecord> WriteIndex(string folder, IEnumerable<IndexRecord> packages, string description, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ImmutableArray<IndexRecord> records = [.. packages];
        CheckArchitectures(records);
        records = records.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and int order ? order : a.Version.CompareTo(b.Version));
        try
        {
            byte[] index = IndexWriter.Write(records, description, key);
            return OutputFile.Write(Path.Combine(folder, IndexName), stream =>
            {
                stream.Write(index);
                return records;
            });
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }

    /// <summary>Paths of the packages in a folder, ordered.</summary>
    /// <exception cref="WolfiException">The folder can't be read.</exception>
    internal static string[] Files(string folder)
    {
        try
        {
            string[] files = Directory.GetFiles(folder, PackagePattern);
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnreadableInput.Fail(e, $"'{folder}'", SystemReason.Of(e));
        }
    }

    // Clients refuse an index that names packages of two architectures.
    private static void CheckArchitectures(ImmutableArray<IndexRecord> records)
    {
        IndexRecord? first = null;
        foreach (IndexRecord record in records.Where(record => record.Architecture != Architectures.Any))
        {
            first ??= record;
            if (record.Architecture != first.Architecture)
            {
                throw RepositoryErrors.RecordMismatch.Fail($"'{record.FileName}' is for {record.Architecture}, and '{first.FileName}' beside it for {first.Architecture}; a folder holds the packages of one architecture.");
            }
        }
    }

    private static IndexRecord Read(string file, CancellationToken cancellationToken)
    {
        using FileStream stream = InputFile.Open(file);
        string name = Path.GetFileName(file);
        ApkPackage package = PackageChecker.Read(stream, name, cancellationToken);
        IndexRecord record = IndexRecords.FromPackage(package);
        return record.FileName == name
            ? record
            : throw RepositoryErrors.RecordMismatch.Fail($"'{name}' is the package {record.Name}-{record.Version}, which repositories hold as '{record.FileName}'.");
    }
}
