using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>Indexes that were made to blow the search up. C72.</summary>
[TestClass]
public sealed class Solver_limits
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [Timeout(60_000)]
    public void A_chain_of_fifty_thousand_dependencies_is_solved()
    {
        const int length = 50_000;
        string packages = string.Join('\n', Enumerable.Range(0, length).Select(i => i == length - 1 ? $"p{i}=1" : $"p{i}=1 D:p{i + 1}"));

        var answer = (Resolution.Resolved)Worlds.Solve("p0", Worlds.Repository(packages));

        Assert.HasCount(length, answer.Packages);
        Assert.AreEqual("p0", answer.Packages[^1].Record.Name);
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("D:nowhere", DisplayName = "that ends in nothing")]
    [DataRow("D:!p0", DisplayName = "that ends in a conflict with its beginning")]
    public void A_chain_of_fifty_thousand_dependencies_is_explained(string end)
    {
        const int length = 50_000;
        string packages = string.Join('\n', Enumerable.Range(0, length).Select(i => i == length - 1 ? $"p{i}=1 {end}" : $"p{i}=1 D:p{i + 1}"));
        RepositoryIndex repository = Worlds.Repository(packages);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string[] reasons = Worlds.Reasons("p0", repository);

        Assert.IsLessThan(512L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        StringAssert.Contains(string.Join('\n', reasons), "(needed by p0 -> p0-1 -> ", StringComparison.Ordinal);
        Assert.IsLessThan(20_000, reasons.Sum(reason => reason.Length));
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_chain_of_install_if_rules_is_solved()
    {
        const int length = 20_000;
        string packages = string.Join('\n', Enumerable.Range(0, length).Select(i => i == 0 ? "p0=1" : $"p{i}=1 i:p{i - 1}"));

        Assert.HasCount(length, ((Resolution.Resolved)Worlds.Solve("p0", Worlds.Repository(packages))).Packages);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Many_providers_of_many_names_end_in_an_answer_or_a_clear_error()
    {
        string provides = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"so:{i}=1"));
        string depends = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"so:{i}"));
        RepositoryIndex repository = Worlds.Repository(string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"p{i}=1 D:{depends} p:{provides}")));

        ApkException e = Assert.ThrowsExactly<ApkException>(() => Worlds.Solve("so:0 so:1", repository));

        Assert.AreEqual(ApkFault.LimitExceeded, e.Fault);
        StringAssert.Contains(e.Message, "steps", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Cancellation_ends_the_search()
    {
        using CancellationTokenSource cancel = new();
        cancel.Cancel();
        string packages = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"p{i}=1 D:p{i + 1}"));

        Assert.ThrowsExactly<OperationCanceledException>(
            () => Solver.Resolve([DependencyAtom.Parse("p0")], [Worlds.Repository(packages)], Worlds.Architecture, cancel.Token));
    }

    [TestMethod]
    [DataRow("../x86_64")]
    [DataRow("")]
    public void Architecture_must_be_a_name(string architecture) =>
        Assert.AreEqual(ApkFault.InvalidName, Assert.ThrowsExactly<ApkException>(() => Solver.Resolve([], [], architecture, TestContext.CancellationToken)).Fault);

    [TestMethod]
    public void Largest_real_world_takes_a_small_part_of_what_is_allowed()
    {
        if (SharedIndex.Load("x86_64") is not { } index)
        {
            Console.WriteLine("Not measured: ../shared/data/wolfi-index is absent.");
            return;
        }

        WorkBudget budget = new(Limits.SolverSteps, TestContext.CancellationToken);
        DependencyAtom[] world = [.. "apk-tools aspnet-10-runtime bash busybox ca-certificates-bundle git python-3.13 py3-pip tzdata wget".Split(' ').Select(DependencyAtom.Parse)];

        Solver.Resolve(world, [new RepositoryIndex(new() { Location = "/repository" }, index)], "x86_64", budget);

        TestContext.WriteLine($"{budget.Spent} steps");
        Assert.IsLessThan(Limits.SolverSteps / 50, budget.Spent);
    }
}
