using System.Security.Cryptography;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Mirroring;

/// <summary>A locked package and its place in a mirror.</summary>
/// <param name="Locked">The package.</param>
/// <param name="Folder">Absolute path of the folder that it lies in.</param>
internal sealed record MirroredPackage(LockedPackage Locked, string Folder)
{
    /// <summary>The package's file name.</summary>
    public string FileName => $"{Locked}.apk";

    private string FilePath => Path.Combine(Folder, FileName);

    /// <summary>Whether the file is there with the locked bytes. Who signed it is another question.</summary>
    /// <exception cref="WolfiException">It is there and can't be read.</exception>
    public bool IsThere()
    {
        if (!File.Exists(FilePath))
        {
            return false;
        }

        using FileStream stream = InputFile.Open(FilePath);
        return stream.Length == Locked.Size && Convert.ToHexStringLower(SHA256.HashData(stream)) == Locked.Sha256;
    }

    /// <summary>Copies the file of the verified package into place.</summary>
    /// <exception cref="WolfiException">It changed since it was verified, or can't be written.</exception>
    public void Put(VerifiedPackage verified) => OutputFile.Write(FilePath, target =>
    {
        using FileStream source = InputFile.Open(verified.File.Path!);
        source.CopyTo(target);
        target.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(target)) == Locked.Sha256
            ? true
            : throw CommandLineErrors.DamagedInput.Fail($"'{verified.File.Path}'", "it changed since it was verified");
    });
}
