using System.Text;

namespace Wolfi.EndToEnd.Matrix;

/// <summary>The checked-in table of the matrix, a section for each image, so that part of the matrix can be compared alone.</summary>
internal static class MatrixGolden
{
    private static readonly Lock OneAtATime = new();

    private static string FilePath => Path.Combine(SharedData.RepositoryRoot, "tests", "EndToEnd", "Goldens", "matrix.verified.txt");

    /// <summary>All sections: title and lines.</summary>
    public static SortedDictionary<string, string> Read()
    {
        SortedDictionary<string, string> sections = new(StringComparer.Ordinal);
        string title = "";
        foreach (string line in File.Exists(FilePath) ? File.ReadAllLines(FilePath) : [])
        {
            if (line.StartsWith(' '))
            {
                sections[title] += line + "\n";
            }
            else
            {
                sections[title = line] = "";
            }
        }

        return sections;
    }

    /// <summary>Compares a section; <c>WOLFI_ACCEPT_GOLDENS=1</c> writes it instead.</summary>
    public static void Verify(string title, IEnumerable<string> lines)
    {
        string actual = string.Concat(lines.Select(line => $"  {line}\n"));
        lock (OneAtATime)
        {
            SortedDictionary<string, string> sections = Read();
            if (Environment.GetEnvironmentVariable("WOLFI_ACCEPT_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
            {
                sections[title] = actual;
                Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
                File.WriteAllText(FilePath, string.Concat(sections.Select(section => $"{section.Key}\n{section.Value}")), new UTF8Encoding(false));
                return;
            }

            Assert.AreEqual(sections.GetValueOrDefault(title, ""), actual, $"{title}: WOLFI_ACCEPT_GOLDENS=1 writes it anew.");
        }
    }
}
