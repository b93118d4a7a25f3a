using System.CommandLine;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>resolve ATOM…</c>: the packages that satisfy a world.</summary>
internal static class ResolveVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string[]> atoms = new("ATOM")
        {
            Description = "What is asked for: a package ('tzdata', 'glibc-2.43=2.43-r15', 'zlib@local') or a provided name ('so:libssl.so.3'); '!NAME' forbids.",
            Arity = ArgumentArity.OneOrMore,
        };
        atoms.Validators.Add(AtomOptions.Check);
        RepositoryOptions repositories = new();
        Option<string?> forArchitecture = ArchitectureOptions.Architecture();
        Option<bool> explain = new("--explain") { Description = "Tell of each package why it is there." };
        Command command = new("resolve", "Choose the packages that satisfy what is asked for, in install order.") { atoms, forArchitecture, explain };
        repositories.AddTo(command);
        IndexCacheOptions cache = new();
        cache.AddTo(command);
        command.SetAction(parsed =>
        {
            DependencyAtom[] world = Array.ConvertAll(parsed.GetRequiredValue(atoms), DependencyAtom.Parse);
            string architecture = ArchitectureOptions.Read(parsed.GetValue(forArchitecture));
            using RepositoryClient client = cache.Open(parsed, context);
            RepositoryIndex[] indexes = FetchedIndexes.Fetch(context, client, repositories.Repositories(parsed), architecture);
            Resolution answer = Solver.Resolve(world, indexes, architecture, context.CancellationToken);
            WarnOfRepeated(context.Terminal, answer, indexes);
            return (int)Print(context.Terminal, parsed.GetValue(context.Json), parsed.GetValue(explain), world, architecture, answer);
        });
        return command;
    }

    private static void WarnOfRepeated(Terminal terminal, Resolution answer, RepositoryIndex[] indexes)
    {
        if (answer is Resolution.Resolved resolved && indexes.Length > 1)
        {
            foreach ((ResolvedPackage package, RepositoryIndex other) in RepeatedPackages.Find(resolved.Packages, [.. indexes]))
            {
                Report.Warn(terminal, RepositoryErrors.RepeatedPackage.Create(package.Repository, other.Repository, package.Record));
            }
        }
    }

    private static ExitCode Print(
        Terminal terminal, bool json, bool explain, DependencyAtom[] world, string architecture, Resolution answer)
    {
        switch (answer)
        {
            case Resolution.Unsatisfiable none:
                string[] reasons = [.. none.Reasons.Select(reason => reason.ToString())];
                string asked = string.Join(' ', world.AsEnumerable());
                return Report.Fail(terminal, json, ResolutionErrors.Unsatisfiable.Create(architecture, asked + "."), reasons);
            case Resolution.Resolved resolved:
                ResolutionReport report = new([.. world], resolved.Packages, explain);
                if (json)
                {
                    Json.Print(terminal.Out, report.Write);
                }
                else
                {
                    report.Print(terminal);
                }

                return ExitCode.Success;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
