using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Locking;

/// <summary>Writes lock files: the same bytes for the same content, one line a fact, so that a change reads well in a diff.</summary>
public static class LockFileWriter
{
    // Read by people and JSON readers, never as HTML: '+' and '<' stay as they are.
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The turn lasts as long as it takes to read and write one small file.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The file's bytes: UTF-8, ending with a newline, every list in its order.</summary>
    public static byte[] ToBytes(LockFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            Write(json, file.Sorted());
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a file beside its place and moves it there; one that has these bytes already stays as it is.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="Diagnostics.WolfiException">The place can't be written.</exception>
    public static bool WriteFile(string path, ReadOnlySpan<byte> bytes)
    {
        if (LockFileReader.ReadFileBytes(path) is { } standing && bytes.SequenceEqual(standing))
        {
            return false;
        }

        byte[] content = bytes.ToArray();
        return OutputFile.Write(path, stream =>
        {
            stream.Write(content);
            return true;
        });
    }

    /// <summary>Writes what was locked for some architectures into a lock file. What other builds have locked there meanwhile for others stays: they write by turns.</summary>
    /// <param name="path">The file; made when it is missing.</param>
    /// <param name="made">Has what was locked.</param>
    /// <param name="architectures">For which architectures it was.</param>
    /// <returns>The file's content before and after; null when it has these bytes already.</returns>
    /// <exception cref="Diagnostics.WolfiException">The file is damaged, or can't be written.</exception>
    public static (LockFile Before, LockFile After)? WriteInto(string path, LockFile made, IEnumerable<string> architectures)
    {
        ArgumentNullException.ThrowIfNull(architectures);
        using FolderTurn turn = FolderTurn.Take(Path.GetDirectoryName(Path.GetFullPath(path))!, Patience);
        LockFile before = LockFileReader.ReadFile(path) ?? LockFile.Empty;
        LockFile after = architectures.Aggregate(before, (last, architecture) => LockBuilder.Merge(last, made, architecture));
        return WriteFile(path, ToBytes(after)) ? (before, after) : null;
    }

    private static void Write(Utf8JsonWriter json, LockFile file)
    {
        json.WriteStartObject();
        json.WriteString(LockNames.Top[0], LockFile.Schema);
        json.WriteNumber(LockNames.Top[1], LockFile.FormVersion);
        json.WriteStartArray(LockNames.Top[2]);
        foreach (LockedRepository repository in file.Repositories)
        {
            Write(json, repository);
        }

        json.WriteEndArray();
        json.WriteStartObject(LockNames.Top[3]);
        foreach (LockedArchitecture architecture in file.Architectures)
        {
            json.WriteStartObject(architecture.Name);
            json.WriteString(LockNames.Architecture[0], architecture.Needs);
            WriteTexts(json, LockNames.Architecture[1], architecture.World);
            json.WriteStartArray(LockNames.Architecture[2]);
            foreach (LockedPackage package in architecture.Packages)
            {
                Write(json, package);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LockedRepository repository)
    {
        string[] names = LockNames.Repository;
        json.WriteStartObject();
        WriteOptional(json, names[0], repository.Name.Url);
        json.WriteString(names[1], repository.Name.Key);
        WriteOptional(json, names[2], repository.Name.Tag);
        WritePlace(json, names[3], repository.Name.Place);
        if (!repository.PackagePatterns.IsEmpty)
        {
            WriteTexts(json, names[4], repository.PackagePatterns);
        }

        json.WriteStartObject(names[5]);
        foreach (LockedIndex index in repository.Indexes)
        {
            json.WriteStartObject(index.Architecture);
            json.WriteString(LockNames.Index[0], index.Sha256);
            if (index.Newest is { } newest)
            {
                json.WriteNumber(LockNames.Index[1], newest);
            }

            json.WriteNumber(LockNames.Index[2], index.Records);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteOptional(json, names[6], repository.Signatures is { } signatures ? LockNames.Of(signatures) : null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LockedPackage package)
    {
        string[] names = LockNames.Package;
        json.WriteStartObject();
        json.WriteString(names[0], package.Name);
        json.WriteString(names[1], package.Version.ToString());
        json.WriteString(names[2], package.Architecture);
        WriteOptional(json, names[3], package.Repository.Url);
        json.WriteString(names[4], package.Repository.Key);
        WriteOptional(json, names[5], package.Repository.Tag);
        WritePlace(json, names[6], package.Repository.Place);
        json.WriteString(names[7], package.Url);
        json.WriteString(names[8], package.Checksum);
        json.WriteNumber(names[9], package.Size);
        json.WriteString(names[10], package.Sha256);
        json.WriteString(names[11], package.DataHash);
        json.WriteString(names[12], package.DiffId);
        json.WriteNumber(names[13], package.DataSize);
        json.WriteNumber(names[14], package.InstalledSize);
        json.WriteString(names[15], LockNames.Of(package.Signature));
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string name, int place)
    {
        if (place > 1)
        {
            json.WriteNumber(name, place);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
