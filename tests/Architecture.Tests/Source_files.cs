using System.Text.RegularExpressions;

namespace Wolfi.Architecture.Tests;

[TestClass]
public sealed class Source_files
{
    private const int MaximumLines = 500;

    private static readonly string Root = SharedData.RepositoryRoot;

    public static IEnumerable<object[]> Files() =>
        new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => new object[] { Path.GetRelativePath(Root, file).Replace('\\', '/') });

    [TestMethod]
    public void Stay_short()
    {
        string[] tooLong = [.. Files().Select(row => (string)row[0]).Where(file => File.ReadLines(Path.Combine(Root, file)).Count() > MaximumLines)];
        Assert.IsEmpty(tooLong, $"Over {MaximumLines} lines, so with more than one subject: {string.Join(", ", tooLong)}");
    }

    [TestMethod]
    public void Switch_no_rule_off_in_the_product()
    {
        string[] found = [.. Files().Select(row => (string)row[0])
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(File.ReadAllText(Path.Combine(Root, file)), "#pragma warning disable|SuppressMessage"))];
        Assert.IsEmpty(found, string.Join(", ", found));
    }

    [TestMethod]
    public void Have_the_namespace_of_their_folder()
    {
        string[] wrong = [.. Files().Select(row => (string)row[0])
            .Where(file => file.StartsWith("src/Wolfi", StringComparison.Ordinal))
            .Where(file => Regex.Match(File.ReadAllText(Path.Combine(Root, file)), @"^namespace ([\w.]+);", RegexOptions.Multiline) is { Success: true } match
                && match.Groups[1].Value != Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.').Replace('\\', '.'))];
        Assert.IsEmpty(wrong, string.Join(", ", wrong));
    }
}
