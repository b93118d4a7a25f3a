using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>Small repositories written as text, one package a line: <c>name=version D:dependency… p:provide… i:trigger… k:priority t:buildtime A:architecture</c>.</summary>
internal static class Worlds
{
    public const string Architecture = "x86_64";

    public static RepositoryIndex Repository(string packages, PackageRepository? repository = null) =>
        new(repository ?? new PackageRepository { Location = "/repository" }, new PackageIndex { Records = [.. Lines(packages).Select(Record)] });

    public static RepositoryIndex Tagged(string tag, string packages) => Repository(packages, new PackageRepository { Location = "/" + tag, Tag = tag });

    public static RepositoryIndex WithRules(string rules, string packages) =>
        Repository(packages, new PackageRepository { Location = "/rules", PackagePatterns = [.. rules.Split(' ')] });

    public static Resolution Solve(string world, params RepositoryIndex[] repositories) =>
        Solver.Resolve([.. Words(world).Select(DependencyAtom.Parse)], repositories, Architecture, CancellationToken.None);

    /// <summary>The packages in install order, or <c>error</c>.</summary>
    public static string Answer(string world, params RepositoryIndex[] repositories) => Solve(world, repositories) switch
    {
        Resolution.Resolved resolved => string.Join(' ', resolved.Packages.Select(p => $"{p.Record.Name}={p.Record.Version}")),
        _ => "error",
    };

    /// <summary>The packages in order of names, or <c>error</c>.</summary>
    public static string Set(string world, params RepositoryIndex[] repositories) => string.Join(' ', Answer(world, repositories).Split(' ').Order(StringComparer.Ordinal));

    public static string Answer(string world, string packages) => Answer(world, Repository(packages));

    public static string Set(string world, string packages) => Set(world, Repository(packages));

    public static string[] Reasons(string world, params RepositoryIndex[] repositories)
    {
        Resolution.Unsatisfiable answer = Assert.IsInstanceOfType<Resolution.Unsatisfiable>(Solve(world, repositories));
        Assert.IsNotEmpty(answer.Reasons);
        return [.. answer.Reasons.Select(reason => reason.ToString())];
    }

    public static IndexRecord Record(string line)
    {
        string[] identity = Words(line)[0].Split('=', 2);
        ILookup<string, string> fields = Fields(line).ToLookup(field => field.Key, field => field.Word);
        string[] Get(string key) => [.. fields[key]];
        return new IndexRecord
        {
            Name = identity[0],
            Version = PackageVersion.Parse(identity[1]),
            Architecture = Get("A").FirstOrDefault(Architecture),
            Checksum = "Q1" + Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes(line))),
            Size = 1,
            InstalledSize = 1,
            BuildTime = Get("t").Select(t => (long?)long.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault(),
            ProviderPriority = Get("k").Select(k => long.Parse(k, System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault(),
            Depends = [.. Get("D").Select(DependencyAtom.Parse)],
            Provides = [.. Get("p").Select(Provide.Parse)],
            InstallIf = [.. Get("i").Select(DependencyAtom.Parse)],
            UnusableBecause = Get("X") is { Length: > 0 } why ? string.Join(' ', why) : null,
        };
    }

    /// <summary>The words of a line's fields, each with the letter of its field.</summary>
    public static IEnumerable<(string Key, string Word)> Fields(string line)
    {
        string key = "";
        foreach (string word in Words(line).Skip(1))
        {
            bool starts = word.Length > 1 && word[1] == ':';
            key = starts ? word[..1] : key;
            yield return (key, starts ? word[2..] : word);
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
