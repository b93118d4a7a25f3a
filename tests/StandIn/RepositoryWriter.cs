using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn;

/// <summary>Writes the whole repository beside its place and moves it there.</summary>
internal static class RepositoryWriter
{
    public const string KeyName = "stand-in.rsa.pub";

    public static async Task WriteAsync(string folder, ImmutableArray<PackageMaker> packages, SigningKey key, CancellationToken cancellationToken)
    {
        RefuseForeignFolder(folder);
        string partial = folder + ".partial";
        DeleteIfThere(partial);
        Directory.CreateDirectory(partial);
        try
        {
            foreach (MachineArchitecture architecture in Architectures.All)
            {
                await WriteArchitectureAsync(Path.Combine(partial, architecture.Name), architecture, packages, key, cancellationToken);
            }

            await File.WriteAllTextAsync(Path.Combine(partial, KeyName), key.PublicKey.Pem.ReplaceLineEndings("\n").TrimEnd() + "\n", cancellationToken);
            DeleteIfThere(folder);
            Directory.Move(partial, folder);
        }
        finally
        {
            DeleteIfThere(partial);
        }
    }

    private static async Task WriteArchitectureAsync(
        string folder, MachineArchitecture architecture, ImmutableArray<PackageMaker> packages, SigningKey key, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string pem = key.ExportPem();
        IndexRecord[] records = new IndexRecord[packages.Length];
        await Parallel.ForAsync(0, packages.Length, cancellationToken, (i, token) =>
        {
            using FileStream file = new(Path.Combine(folder, packages[i].FileName), FileMode.CreateNew, FileAccess.ReadWrite);
            // A key of its own for each package: one RSA object does not sign on two threads.
            using SigningKey own = SigningKey.Parse(KeyName, pem);
            records[i] = IndexRecords.FromPackage(packages[i].Write(architecture, own, file, token));
            return ValueTask.CompletedTask;
        });
        byte[] index = IndexWriter.Write(records.OrderBy(record => record.Name, StringComparer.Ordinal), "stand-in", key);
        await File.WriteAllBytesAsync(Path.Combine(folder, "APKINDEX.tar.gz"), index, cancellationToken);
    }

    /// <summary>Only an empty folder or an earlier stand-in is replaced.</summary>
    private static void RefuseForeignFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new StandInException($"'{folder}' is a file.");
        }

        if (!Directory.Exists(folder))
        {
            return;
        }

        HashSet<string> ours = [KeyName, .. Architectures.All.Select(architecture => architecture.Name)];
        if (Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).FirstOrDefault(name => !ours.Contains(name)) is string foreign)
        {
            throw new StandInException($"'{folder}' holds '{foreign}', which no stand-in has: name an empty folder.");
        }
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
