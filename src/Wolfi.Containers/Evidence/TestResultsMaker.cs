using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Statements;
using Wolfi.SupplyChain.TestRuns;

namespace Wolfi.Containers.Evidence;

/// <summary>States the test results that the project names: all files as one run.</summary>
internal static class TestResultsMaker
{
    private static readonly ImmutableArray<string> s_bestFirst = ["PASSED", "WARNED", "FAILED"];

    /// <summary>Reads the files; null where there are none.</summary>
    /// <exception cref="WolfiException">One is refused.</exception>
    public static TestResultPredicate? Make(ImmutableArray<string> files, IPublishObserver observer)
    {
        if (files.IsEmpty)
        {
            return null;
        }

        TestRun[] runs = [.. files.Select(Read)];
        TestResultPredicate predicate = new()
        {
            Result = runs.Select(run => run.Result).MaxBy(result => s_bestFirst.IndexOf(result))!,
            Configuration = [.. files.Select(Describe)],
            Passed = [.. runs.SelectMany(run => run.Passed)],
            Warned = [.. runs.SelectMany(run => run.Warned)],
            Failed = [.. runs.SelectMany(run => run.Failed)],
        };
        if (predicate.Result != s_bestFirst[0])
        {
            observer.Warn(EvidenceErrors.TestsFailed.Create(predicate.Result, predicate.Failed.Length, predicate.Passed.Length));
        }

        return predicate;
    }

    // By a number: the files' own names have those of user and machine in them.
    private static ResourceDescriptor Describe(string file, int index) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"test-results-{index + 1}.trx"),
        Digest = ResourceDescriptor.Sha256(ContentHashes.HashOf(file)),
    };

    private static TestRun Read(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return TrxReader.Read(stream, "the file");
        }
        catch (EvidenceException exception)
        {
            throw EvidenceErrors.TestResultsRefused.Fail(exception, Path.GetFileName(file), exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvidenceErrors.TestResultsRefused.Fail(exception, Path.GetFileName(file), "it can't be read.");
        }
    }
}
