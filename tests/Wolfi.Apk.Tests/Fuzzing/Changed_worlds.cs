using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Tests.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Fuzzing;

[TestClass]
public sealed class Changed_worlds
{
    private static readonly string[] Universes =
    [
        """
        a=1 D:b<3 so:x
        a=2 D:b !c so:y>1
        b=1 p:so:x=1 v
        b=2 D:c<2 p:so:x=2 so:y=2
        b=3 D:d p:so:x=2 v k:5
        c=1 p:w=1 a=3
        c=2 D:a>1 p:w=2
        d=1 i:a b
        e=1 i:d !c D:b~2
        """,
        """
        a=1 D:a b c
        b=1 D:so:x so:y
        b=2 D:c p:so:x
        c=1 D:a b p:so:x so:y
        c=1.1 D:b=1 p:so:y=1 so:x=2 k:1
        d=1 D:!a<2 !so:x p:d v
        e=1 p:v w k:9
        """,
    ];

    // Changed lines are many universes, some of them absurd; each is answered soundly or refused, by every order of its records alike.
    [TestMethod]
    public void Are_answered_soundly_or_refused() =>
        Fuzzer.Run([.. Universes.Select(universe => IndexOf(universe))], text =>
        {
            IndexRecordList read = IndexReader.ParseText(text, "APKINDEX").Records;
            DependencyAtom[] world = [DependencyAtom.Parse("a"), DependencyAtom.Parse("so:x"), DependencyAtom.Parse("!e>1")];
            Resolution answer = Solve(world, [.. read]);
            if (answer is Resolution.Resolved resolved)
            {
                Assert.IsTrue(Solutions.IsSound(world, resolved));
            }
            else
            {
                Assert.IsNotEmpty(((Resolution.Unsatisfiable)answer).Reasons);
            }

            Assert.AreEqual(Solutions.Text(answer), Solutions.Text(Solve([.. world.Reverse()], [.. read.Reverse()])));
        }, Recombine);

    // Few changed texts are still indexes; so most inputs are new lines of the words that the universes have.
    private static byte[] Recombine(byte[] changed, Random random)
    {
        if (random.Next(4) == 0)
        {
            return changed;
        }

        string[] names = ["a", "b", "c", "d", "e"];
        string[] versions = ["1", "1.1", "2", "3"];
        ILookup<string, string> words = Universes.SelectMany(universe => universe.Split('\n')).SelectMany(Worlds.Fields).ToLookup(field => field.Key, field => field.Word);
        string Field(string key, int oneIn) =>
            random.Next(oneIn) > 0 ? "" : $" {key}:{string.Join(' ', random.GetItems([.. words[key]], random.Next(1, 4)))}";

        IEnumerable<string> lines = Enumerable.Range(0, random.Next(3, 15))
            .Select(_ => $"{names[random.Next(5)]}={versions[random.Next(4)]}{Field("D", 1)}{Field("p", 2)}{Field("i", 5)} k:{random.Next(2) * random.Next(9)}");
        return IndexOf(string.Join('\n', lines.DistinctBy(line => line.Split(' ')[0])));
    }

    private static Resolution Solve(DependencyAtom[] world, IndexRecord[] records) =>
        Solver.Resolve(world, [new RepositoryIndex(new() { Location = "/repository" }, new PackageIndex { Records = [.. records] })], Worlds.Architecture, CancellationToken.None);

    private static byte[] IndexOf(string universe) =>
        Encoding.UTF8.GetBytes(string.Concat(universe.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => IndexText.Block(Worlds.Record(line)) + "\n")));
}
