using FsCheck;
using FsCheck.Fluent;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>What holds of every answer.</summary>
[TestClass]
public sealed class Solver_properties
{
    private const int Tries = 1500;

    private static Gen<string> Name { get; } = Gen.Elements("a", "b", "c", "d", "e", "f");

    private static Gen<string> Provided { get; } = Gen.Elements("so:x", "so:y", "v", "w");

    private static Gen<string> Bound { get; } = Gen.Elements("", "", "", "", ">1", "<3", "=2", "~2", ">=2");

    private static Gen<string> Atom { get; } =
        from no in Gen.Elements("", "", "", "", "", "", "!")
        from name in Gen.OneOf(Name, Name, Provided)
        from bound in Bound
        select no + name + bound;

    private static Gen<string> Line { get; } =
        from name in Name
        from version in Gen.Elements("1", "2", "2.1", "3")
        from depends in Atoms("D:", Atom, 2)
        from provides in Atoms("p:", from p in Provided from v in Gen.Elements("", "=1", "=2") select p + v, 2)
        from rule in Gen.OneOf(Gen.Constant(""), Gen.Constant(""), Gen.Constant(""), Atoms("i:", Name, 2))
        from priority in Gen.Elements("", "", " k:5", " k:9")
        select $"{name}={version}{depends}{provides}{rule}{priority}";

    private static Gen<(string[] World, string[] Lines)> Case { get; } =
        from count in Gen.Choose(3, 14)
        from lines in Gen.ArrayOf(Line, count)
        from size in Gen.Choose(1, 3)
        from world in Gen.ArrayOf(Atom, size)
        select (world, lines.DistinctBy(line => line.Split(' ')[0]).ToArray());

    [TestMethod]
    public void A_solution_satisfies_every_constraint() =>
        Check(solved =>
        {
            Resolution answer = Solve(solved.World, solved.Lines);
            return answer is not Resolution.Resolved resolved || Solutions.IsSound(Atoms(solved.World), resolved);
        });

    [TestMethod]
    public void A_solution_has_nothing_that_nobody_needs() =>
        Check(solved =>
        {
            Resolution answer = Solve(solved.World, solved.Lines);
            return answer is not Resolution.Resolved resolved || !Solutions.Needless(Atoms(solved.World), [.. resolved.Packages.Select(p => p.Record)]).Any();
        });

    // The search never goes back, so it may miss a solution, as apk does; but not often, and where there is none it finds none.
    [TestMethod]
    public void Most_worlds_that_have_a_solution_are_solved()
    {
        int solvable = 0;
        int missed = 0;
        foreach ((string[] world, string[] lines) in Gen.Sample(Case, 400, 20))
        {
            bool exists = Solutions.Exist([.. Atoms(world)], lines.Select(Worlds.Record));
            bool found = Solve(world, lines) is Resolution.Resolved;
            Assert.IsTrue(exists || !found, $"{string.Join(' ', world)} in {string.Join(" | ", lines)}");
            solvable += exists ? 1 : 0;
            missed += exists && !found ? 1 : 0;
        }

        Console.WriteLine($"{solvable} of 400 have a solution, {missed} of them are missed.");
        Assert.IsGreaterThan(60, solvable);
        Assert.IsLessThan(solvable / 2, missed);
    }

    [TestMethod]
    public void Cases_written_from_the_rules_are_many() =>
        Assert.IsGreaterThanOrEqualTo(80, typeof(Solver_properties).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Solver_properties).Namespace && type.Name is nameof(Solver_choice) or nameof(Solver_provides) or nameof(Solver_repositories))
            .SelectMany(type => type.GetMethods())
            .Sum(method => method.GetCustomAttributes(typeof(DataRowAttribute), inherit: false).Length));

    [TestMethod]
    public void A_failure_has_reasons() =>
        Check(solved => Solve(solved.World, solved.Lines) is not Resolution.Unsatisfiable none || (!none.Reasons.IsEmpty && none.Reasons.All(r => r.ToString().Length > 3)));

    [TestMethod]
    public void Order_of_records_and_world_does_not_count() =>
        Check(solved => Solutions.Text(Solve(solved.World, solved.Lines)) == Solutions.Text(Solve([.. solved.World.Reverse()], [.. solved.Lines.Reverse()])));

    [TestMethod]
    public void Records_that_nothing_reaches_do_not_count() =>
        Check(solved => Solutions.Text(Solve(solved.World, solved.Lines)) == Solutions.Text(Solve(solved.World, [.. solved.Lines, "zz=1 D:a so:x !b p:zz1=1", "zzz=9 D:nowhere"])));

    [TestMethod]
    public void Dependencies_come_first_unless_they_lead_back() =>
        Check(solved =>
        {
            if (Solve(solved.World, solved.Lines) is not Resolution.Resolved resolved)
            {
                return true;
            }

            List<string> before = [];
            foreach (ResolvedPackage package in resolved.Packages)
            {
                before.Add(package.Record.Name);
                bool Before(DependencyAtom atom) => resolved.Packages.Where(p => Solutions.Answers(p.Record, atom)).Any(p => before.Contains(p.Record.Name) || LeadsTo(p, package, resolved, []));
                if (!package.Record.Depends.All(atom => atom.IsConflict || Before(atom)))
                {
                    return false;
                }
            }

            return true;
        });

    [TestMethod]
    public void Most_cases_are_solved_or_fail_for_a_reason_of_their_own()
    {
        int solved = Gen.Sample(Case, 500, 20).Count(c => Solve(c.World, c.Lines) is Resolution.Resolved { Packages.Length: > 0 });

        Assert.IsInRange(40, 460, solved, "The cases would show little.");
    }

    private static Gen<string> Atoms(string field, Gen<string> atom, int most) =>
        from count in Gen.Choose(0, most)
        from atoms in Gen.ArrayOf(atom, count)
        select count == 0 ? "" : $" {field}{string.Join(' ', atoms)}";

    private static IEnumerable<DependencyAtom> Atoms(string[] world) => world.Select(DependencyAtom.Parse);

    private static Resolution Solve(string[] world, string[] lines) => Worlds.Solve(string.Join(' ', world), Worlds.Repository(string.Join('\n', lines)));

    private static bool LeadsTo(ResolvedPackage from, ResolvedPackage to, Resolution.Resolved resolved, HashSet<string> seen) =>
        from == to
        || (seen.Add(from.Record.Name)
            && from.Record.Depends.Where(atom => !atom.IsConflict)
                .SelectMany(atom => resolved.Packages.Where(p => Solutions.Answers(p.Record, atom)))
                .Any(next => LeadsTo(next, to, resolved, seen)));

    private static void Check(Func<(string[] World, string[] Lines), bool> property) =>
        Prop.ForAll(Case.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));
}
