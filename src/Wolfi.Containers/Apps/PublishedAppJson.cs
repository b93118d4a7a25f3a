using System.Text.Json;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Apps;

/// <summary>Reads and writes the document that describes a published app.</summary>
public static class PublishedAppJson
{
    /// <summary>The document's form that this version reads and writes.</summary>
    public const int FormVersion = 1;

    /// <summary>The document's bytes: UTF-8, two-space indentation, ending with a newline.</summary>
    public static byte[] Write(PublishedApp app)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new PublishedAppDocument(FormVersion, app), PublishedAppJsonContext.Default.PublishedAppDocument);
        return [.. json, (byte)'\n'];
    }

    /// <summary>Reads a document file.</summary>
    /// <exception cref="WolfiException">It is not there, too large, no such document, of another form, or names impossible paths.</exception>
    public static PublishedApp ReadFile(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CaptureErrors.DamagedDocument.Fail(e, path, e.Message);
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="stream">A seekable stream at its start.</param>
    /// <param name="name">The document's name for messages.</param>
    /// <exception cref="WolfiException">It is too large, no such document, of another form, or names impossible paths.</exception>
    public static PublishedApp Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.Length > AppLimits.DocumentBytes)
        {
            throw CaptureErrors.DamagedDocument.Fail(name, $"it has {stream.Length} bytes; {AppLimits.DocumentBytes} are accepted");
        }

        PublishedAppDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(stream, PublishedAppJsonContext.Default.PublishedAppDocument);
        }
        catch (JsonException e)
        {
            throw CaptureErrors.DamagedDocument.Fail(e, name, $"line {e.LineNumber + 1}, {e.Path ?? "$"}: it is not the JSON that it should be");
        }

        return document switch
        {
            null => throw CaptureErrors.DamagedDocument.Fail(name, "it holds null"),
            { Version: not FormVersion } => throw CaptureErrors.DamagedDocument.Fail(name, $"its form is {document.Version}; {FormVersion} is read here"),
            _ => Check(document.App, name),
        };
    }

    private static PublishedApp Check(PublishedApp app, string name)
    {
        if (app.Files.IsDefault || app.Inputs.IsDefault || app.FrameworkReferences.IsDefault || app.PackageFolders.IsDefault)
        {
            throw CaptureErrors.DamagedDocument.Fail(name, "a list is missing");
        }

        if (app.Files.Length + (long)app.Inputs.Length > 2 * AppLimits.Files)
        {
            throw CaptureErrors.DamagedDocument.Fail(name, $"it names more than {2 * AppLimits.Files} files");
        }

        foreach (PublishedFile file in app.Files.Concat(app.Inputs))
        {
            if (!RelativePaths.IsPlain(file.RelativePath))
            {
                throw CaptureErrors.DamagedDocument.Fail(name, $"'{file.RelativePath}' is no path below a folder");
            }

            if (!Path.IsPathFullyQualified(file.FullPath))
            {
                throw CaptureErrors.DamagedDocument.Fail(name, $"'{file.FullPath}' is no absolute path");
            }
        }

        return Path.IsPathFullyQualified(app.PublishFolder)
            ? app
            : throw CaptureErrors.DamagedDocument.Fail(name, $"'{app.PublishFolder}' is no absolute path");
    }
}
