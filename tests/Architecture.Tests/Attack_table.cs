using System.Text.RegularExpressions;

namespace Wolfi.Architecture.Tests;

/// <summary>The attack list of the package engine, of registries, keys, signatures and finished images: each case has a test that names its number, in the name of the test or of its row.</summary>
[TestClass]
public sealed partial class Attack_table
{
    private static readonly (char Group, int First, int Last)[] Cases =
    [
        ('A', 1, 28), ('B', 29, 61), ('C', 62, 75), ('E', 96, 96), ('E', 98, 98), ('F', 101, 117), ('G', 118, 124), ('H', 125, 130), ('H', 132, 132),
        ('I', 133, 140), ('I', 142, 144), ('J', 145, 148), ('J', 150, 151), ('K', 153, 168),
    ];

    [TestMethod]
    public void Has_a_test_of_each_case()
    {
        string tests = Path.Combine(SharedData.RepositoryRoot, "tests");
        HashSet<string> named = [.. Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "Attack_table.cs")
            .SelectMany(File.ReadLines)
            .SelectMany(line => TestName().Matches(line))
            .SelectMany(name => Number().Matches(name.Value))
            .Select(number => number.Value)];
        string[] missing = [.. Cases
            .SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1).Select(number => $"{range.Group}{number}"))
            .Where(number => !named.Contains(number))];
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    // A test's method, the name that a row is shown by, or the name of a row in a table of rows.
    [GeneratedRegex(""""^    public (async Task|void) \w+\(|DisplayName = "[^"]*"|^ +(\[|new\()?"[A-K][0-9]+ [^"]*"|(^    \[DataRow\("[A-K][0-9]+[^"]*")"""")]
    private static partial Regex TestName();

    [GeneratedRegex("(?<![A-Za-z0-9])[A-K][0-9]{1,3}(?![A-Za-z0-9])")]
    private static partial Regex Number();
}
