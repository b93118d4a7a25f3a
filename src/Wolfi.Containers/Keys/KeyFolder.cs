using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Keys;

/// <summary>Writes public keys into a folder, each as a PEM file of its name.</summary>
public static class KeyFolder
{
    /// <summary>Writes them. A file that holds the same key stays; one that holds anything else stops everything before the first is written.</summary>
    /// <returns>The files, in the order of the keys.</returns>
    /// <exception cref="WolfiException">A file holds something else, or can't be written.</exception>
    public static ImmutableArray<string> Write(string folder, ImmutableArray<PublicKey> keys)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ImmutableArray<string> files = [.. keys.Select(key => Path.Combine(folder, key.Name))];
        bool[] there = [.. keys.Select((key, i) => IsThere(files[i], key))];
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnwritableOutput.Fail(e, $"'{folder}'", SystemReason.Of(e));
        }

        for (int i = 0; i < keys.Length; i++)
        {
            if (!there[i])
            {
                OutputFile.Write(files[i], stream =>
                {
                    stream.Write(Encoding.ASCII.GetBytes(keys[i].Pem));
                    return i;
                });
            }
        }

        return files;
    }

    private static bool IsThere(string file, PublicKey key)
    {
        if (!Path.Exists(file))
        {
            return false;
        }

        try
        {
            return KeyFiles.ReadPublic(file).Fingerprint == key.Fingerprint ? true : throw KeyErrors.AnotherKeyThere.Fail($"'{file}'", key.Fingerprint);
        }
        catch (WolfiException e) when (e.Diagnostic.Descriptor == RepositoryErrors.MalformedKey)
        {
            throw KeyErrors.AnotherKeyThere.Fail(e, $"'{file}'", key.Fingerprint);
        }
    }
}
