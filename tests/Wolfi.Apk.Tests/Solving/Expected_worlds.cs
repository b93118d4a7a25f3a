using System.Text.Json;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>Worlds over an index of Wolfi's size, with the answers that apk-tools gave.</summary>
[TestClass]
public sealed class Expected_worlds
{
    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Rows()
    {
        string? path = SharedData.Path("data", "wolfi-index", "expected-worlds.json");
        if (path is null)
        {
            Console.WriteLine("No rows for Expected_worlds: ../shared/data/wolfi-index is absent.");
            yield break;
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (JsonProperty architecture in document.RootElement.EnumerateObject())
        {
            foreach (JsonProperty world in architecture.Value.EnumerateObject())
            {
                string? packages = world.Value.ValueKind == JsonValueKind.Array ? string.Join('\n', world.Value.EnumerateArray().Select(v => v.GetString())) : null;
                yield return [architecture.Name, world.Name, packages!];
            }
        }
    }

    public static IEnumerable<object[]> ArchitectureNames()
    {
        if (SharedData.Root is not null)
        {
            yield return ["x86_64"];
            yield return ["aarch64"];
        }
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Are_answered_exactly(string architecture, string world, string? packages)
    {
        RepositoryIndex index = new(new PackageRepository { Location = "/repository" }, SharedIndex.Load(architecture)!);

        Resolution answer = Solver.Resolve([.. world.Split(' ').Select(DependencyAtom.Parse)], [index], architecture, TestContext.CancellationToken);

        if (packages is null)
        {
            Resolution.Unsatisfiable none = Assert.IsInstanceOfType<Resolution.Unsatisfiable>(answer);
            Assert.IsNotEmpty(none.Reasons);
            TestContext.WriteLine(string.Join('\n', none.Reasons));
        }
        else
        {
            Assert.AreEqual(packages, Text(answer));
        }
    }

    private static string Text(Resolution answer) => answer switch
    {
        Resolution.Resolved resolved => string.Join('\n', resolved.Packages.Select(p => $"{p.Record.Name}={p.Record.Version}").Order(StringComparer.Ordinal)),
        Resolution.Unsatisfiable none => string.Join('\n', none.Reasons),
        _ => throw new InvalidOperationException(),
    };

    [TestMethod]
    [DynamicData(nameof(ArchitectureNames))]
    public void Old_glibc_family_loses_in_either_order_of_repositories(string architecture)
    {
        RepositoryIndex main = new(new PackageRepository { Location = "/main" }, SharedIndex.Load(architecture)!);
        RepositoryIndex overlay = new(new PackageRepository { Location = "/overlay" }, SharedIndex.Load("overlay-old-glibc", architecture)!);
        DependencyAtom[] world = [.. "aspnet-10-runtime ca-certificates-bundle tzdata wolfi-baselayout".Split(' ').Select(DependencyAtom.Parse)];

        string alone = Text(Solver.Resolve(world, [main], architecture, TestContext.CancellationToken));
        string first = Text(Solver.Resolve(world, [overlay, main], architecture, TestContext.CancellationToken));
        string last = Text(Solver.Resolve(world, [main, overlay], architecture, TestContext.CancellationToken));

        Assert.Contains("glibc-2.43=2.43-r15", alone);
        Assert.AreEqual(alone, first);
        Assert.AreEqual(alone, last);
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Do_not_change_when_packages_go_that_they_do_not_use(string architecture, string world, string? packages)
    {
        PackageIndex index = SharedIndex.Load(architecture)!;
        DependencyAtom[] atoms = [.. world.Split(' ').Select(DependencyAtom.Parse)];
        HashSet<string> used = [.. (packages ?? "").Split('\n')];
        Random random = new(23);
        IndexRecord[] kept = [.. index.Records.Where(record => used.Contains($"{record.Name}={record.Version}") || random.Next(2) == 0)];

        Resolution answer = Solver.Resolve(atoms, [new(new PackageRepository { Location = "/repository" }, index with { Records = [.. kept] })], architecture, TestContext.CancellationToken);

        Assert.AreEqual(packages is not null, answer is Resolution.Resolved);
        Assert.AreEqual(packages ?? Text(answer), Text(answer));
    }

    [TestMethod]
    [DynamicData(nameof(ArchitectureNames))]
    public void Do_not_depend_on_how_many_threads_ask(string architecture)
    {
        RepositoryIndex index = new(new PackageRepository { Location = "/repository" }, SharedIndex.Load(architecture)!);
        (DependencyAtom[] Atoms, string? Packages)[] worlds =
            [.. Rows().Where(row => (string)row[0] == architecture).Select(row => (((string)row[1]).Split(' ').Select(DependencyAtom.Parse).ToArray(), (string?)row[2]))];

        Parallel.For(0, worlds.Length * 2, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.CancellationToken }, i =>
        {
            (DependencyAtom[] atoms, string? packages) = worlds[i % worlds.Length];
            Resolution answer = Solver.Resolve(atoms, [index], architecture, TestContext.CancellationToken);
            Assert.AreEqual(packages, answer is Resolution.Resolved ? Text(answer) : null);
        });
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Do_not_depend_on_the_order_of_records(string architecture, string world, string? packages)
    {
        PackageIndex index = SharedIndex.Load(architecture)!;
        DependencyAtom[] atoms = [.. world.Split(' ').Select(DependencyAtom.Parse)];
        Random random = new(17);
        IndexRecord[] shuffled = [.. index.Records];
        random.Shuffle(shuffled);
        PackageRepository repository = new() { Location = "/repository" };

        Resolution straight = Solver.Resolve(atoms, [new(repository, index)], architecture, TestContext.CancellationToken);
        Resolution mixed = Solver.Resolve([.. atoms.Reverse()], [new(repository, index with { Records = [.. shuffled] })], architecture, TestContext.CancellationToken);

        Assert.AreEqual(packages is not null, straight is Resolution.Resolved);
        Assert.AreEqual(Ordered(straight), Ordered(mixed));
    }

    private static string Ordered(Resolution answer) =>
        answer is Resolution.Resolved resolved ? string.Join('\n', resolved.Packages.Select(p => $"{p.Record.Name}={p.Record.Version}")) : Text(answer);
}
