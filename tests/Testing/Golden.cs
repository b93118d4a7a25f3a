using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Wolfi.Testing;

/// <summary>Compares text with a checked-in <c>*.verified.*</c> file; <c>WOLFI_ACCEPT_GOLDENS=1</c> rewrites the file instead.</summary>
public static class Golden
{
    /// <summary>Compares <paramref name="actual"/> with <c>tests/PROJECT/Goldens/NAME.verified.EXTENSION</c>.</summary>
    public static void Verify(string project, string name, string extension, string actual)
    {
        string folder = Path.Combine(SharedData.RepositoryRoot, "tests", project, "Goldens");
        string verified = Path.Combine(folder, $"{name}.verified.{extension}");
        if (Environment.GetEnvironmentVariable("WOLFI_ACCEPT_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(verified, actual);
            return;
        }

        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            string received = Path.Combine(folder, $"{name}.received.{extension}");
            Directory.CreateDirectory(folder);
            File.WriteAllText(received, actual);
            Assert.AreEqual(expected, actual, $"{verified} differs; see {received}. WOLFI_ACCEPT_GOLDENS=1 accepts the new text.");
        }
    }
}
