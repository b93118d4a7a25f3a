using System.Text;
using System.Text.RegularExpressions;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>The examples in docs/resolution.md say what happens. WOLFI_ACCEPT_GOLDENS=1 writes it there instead.</summary>
[TestClass]
public sealed partial class Documented_failures
{
    private static readonly string Document = Path.Combine(SharedData.RepositoryRoot, "docs", "resolution.md");

    [GeneratedRegex("^Asked for: (?<asked>.+)\n\n> (?<answer>.*(\n>.*)*)\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Example { get; }

    [GeneratedRegex("^```repository\n(?<lines>.*?)^```\n", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex RepositoryBlock { get; }

    public static IEnumerable<object[]> Examples()
    {
        string text = File.ReadAllText(Document);
        return Example.Matches(text).Select(match => new object[] { match.Groups["asked"].Value, match.Groups["answer"].Value, LastBlockBefore(text, match.Index) });
    }

    [TestMethod]
    [DynamicData(nameof(Examples))]
    public void Are_told_as_documented(string asked, string answer, string repositories)
    {
        string told = Tell(asked, repositories);
        if (Environment.GetEnvironmentVariable("WOLFI_ACCEPT_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            string text = File.ReadAllText(Document);
            File.WriteAllText(Document, text.Replace($"Asked for: {asked}\n\n> {answer}\n", $"Asked for: {asked}\n\n> {told}\n", StringComparison.Ordinal));
            return;
        }

        Assert.AreEqual(answer, told);
    }

    [TestMethod]
    public void Are_of_every_kind() => Assert.IsGreaterThanOrEqualTo(17, Examples().Count());

    [TestMethod]
    public void Endless_work_is_told_as_documented()
    {
        string provides = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"so:{i}=1"));
        string depends = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"so:{i}"));
        RepositoryIndex repository = Worlds.Repository(string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"p{i}=1 D:{depends} p:{provides}")));

        ApkException e = Assert.ThrowsExactly<ApkException>(() => Worlds.Solve("so:0 so:1", repository));

        Assert.AreEqual(ApkFault.LimitExceeded, e.Fault);
        StringAssert.Contains(File.ReadAllText(Document), $"\n> {e.Message}\n", StringComparison.Ordinal);
    }

    private static string Tell(string asked, string repositories)
    {
        Dictionary<string, string> origins = new(StringComparer.Ordinal);
        foreach (string chain in asked.Split("`, `").Select(chain => chain.Trim('`')))
        {
            origins[chain.Split(" -> ")[^1]] = chain;
        }

        Resolution answer = Solver.Resolve([.. origins.Keys.Select(DependencyAtom.Parse)], [.. Repositories(repositories)], Worlds.Architecture, CancellationToken.None);
        Resolution.Unsatisfiable none = Assert.IsInstanceOfType<Resolution.Unsatisfiable>(answer);
        return string.Join("\n>\n> ", none.Reasons.Select(reason => reason.Tell(atom => origins.GetValueOrDefault(atom, atom))));
    }

    private static string LastBlockBefore(string text, int place) =>
        RepositoryBlock.Matches(text).Last(match => match.Index < place).Groups["lines"].Value;

    // "# @tag" and "# Packages=…" begin a further repository.
    private static IEnumerable<RepositoryIndex> Repositories(string lines)
    {
        PackageRepository repository = new() { Location = "/main" };
        StringBuilder packages = new();
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith('#'))
            {
                packages.AppendLine(line);
                continue;
            }

            yield return Worlds.Repository(packages.ToString(), repository);
            packages.Clear();
            repository = line.StartsWith("# @", StringComparison.Ordinal)
                ? new PackageRepository { Location = "/tagged", Tag = line[3..] }
                : new PackageRepository { Location = "https://apk.acme.example/os", PackagePatterns = [.. line.Split('"')[1].Split(' ')] };
        }

        yield return Worlds.Repository(packages.ToString(), repository);
    }
}
