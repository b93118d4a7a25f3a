using Wolfi.Apk.Indexes;

namespace Wolfi.EndToEnd.Harness;

/// <summary>Copies of the stand-in that are wrong in one way.</summary>
internal static class Variants
{
    /// <summary>A copy whose index was changed and signed by <paramref name="key"/>, or by nobody.</summary>
    public static async Task<StandInRepository> WithIndexAsync(string name, Func<IndexRecordList, IEnumerable<IndexRecord>> change, SigningKey? key)
    {
        StandInRepository copy = await CopyAsync(name);
        string file = Path.Combine(copy.Packages, "APKINDEX.tar.gz");
        Keyring keys = Keyring.Create(PublicKey.Parse("stand-in.rsa.pub", File.ReadAllText(copy.PublicKey)));
        PackageIndex index;
        using (FileStream stream = File.OpenRead(file))
        {
            index = IndexReader.Read(stream, file, keys, SignatureAlgorithm.Rsa256, allowUnsignedUnsafe: false, CancellationToken.None);
        }

        File.WriteAllBytes(file, IndexWriter.Write(change(index.Records), index.Description, key));
        return copy;
    }

    /// <summary>A copy in which one package's file was changed after signing.</summary>
    public static async Task<StandInRepository> WithPackageAsync(string name, string package, Func<byte[], byte[]> change)
    {
        StandInRepository copy = await CopyAsync(name);
        string file = Directory.GetFiles(copy.Packages, package + "-*.apk").Single();
        File.WriteAllBytes(file, change(File.ReadAllBytes(file)));
        return copy;
    }

    /// <summary>The key that signed the stand-in.</summary>
    public static async Task<SigningKey> KeyAsync() => SigningKey.Parse("stand-in.rsa.pub", File.ReadAllText((await Run.StandIn).PrivateKey));

    private static async Task<StandInRepository> CopyAsync(string name)
    {
        StandInRepository original = await Run.StandIn;
        string folder = Run.NewPath(name);
        string packages = Path.Combine(folder, "x86_64");
        Directory.CreateDirectory(packages);
        foreach (string file in Directory.GetFiles(original.Packages))
        {
            File.Copy(file, Path.Combine(packages, Path.GetFileName(file)));
        }

        return original with { Folder = folder };
    }
}
