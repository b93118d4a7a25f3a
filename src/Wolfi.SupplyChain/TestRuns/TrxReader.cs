using System.Collections.Immutable;
using System.Xml;

namespace Wolfi.SupplyChain.TestRuns;

/// <summary>
/// Reads test results as <c>dotnet test --report-trx</c> and <c>--logger trx</c> write them. Names and outcomes are all that is taken: the files also
/// name machines, users, folders and times.
/// </summary>
public static class TrxReader
{
    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Limits.TestRunBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="stream">Its content.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, too large, or no such file.</exception>
    public static TestRun Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using XmlReader reader = XmlReader.Create(stream, s_settings);
            return Read(reader, name);
        }
        catch (XmlException exception)
        {
            throw new EvidenceException(EvidenceFault.Malformed, $"{name} is not the XML it should be: {Shown.Text(exception.Message)}", exception);
        }
    }

    private static TestRun Read(XmlReader reader, string name)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "TestRun" || reader.NamespaceURI != Namespace)
        {
            throw new EvidenceException(EvidenceFault.Unsupported, $"{name} holds no test results (a TestRun of '{Namespace}').");
        }

        List<(string Id, string Name, string Outcome)> results = [];
        Dictionary<string, string> classes = new(StringComparer.Ordinal);
        string test = "", summary = "";
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.NamespaceURI != Namespace)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "UnitTestResult":
                    results.Add((reader.GetAttribute("testId") ?? "", reader.GetAttribute("testName") ?? "", reader.GetAttribute("outcome") ?? "Error"));
                    break;
                case "UnitTest":
                    test = reader.GetAttribute("id") ?? "";
                    break;
                case "TestMethod":
                    classes.TryAdd(test, reader.GetAttribute("className") ?? "");
                    break;
                case "ResultSummary":
                    summary = reader.GetAttribute("outcome") ?? "";
                    break;
            }

            if (results.Count > Limits.Tests || classes.Count > Limits.Tests)
            {
                throw new EvidenceException(EvidenceFault.LimitExceeded, $"{name} has more than {Limits.Tests} tests.");
            }
        }

        ILookup<TestOutcome, string> names = results.ToLookup(result => OutcomeOf(result.Outcome), result => NameOf(result.Name, classes.GetValueOrDefault(result.Id), name));
        return new TestRun
        {
            Passed = [.. names[TestOutcome.Passed]],
            Warned = [.. names[TestOutcome.Warned]],
            Failed = [.. names[TestOutcome.Failed]],
            Skipped = names[TestOutcome.Skipped].Count(),
            Broken = summary.Length > 0 && OutcomeOf(summary) is TestOutcome.Failed,
        };
    }

    // What is not known counts as failed: nobody should be told of a success that none was.
    private static TestOutcome OutcomeOf(string text) => text switch
    {
        "Passed" or "Completed" => TestOutcome.Passed,
        "Warning" or "Inconclusive" => TestOutcome.Warned,
        "NotExecuted" or "NotRunnable" or "Pending" => TestOutcome.Skipped,
        _ => TestOutcome.Failed,
    };

    // Some loggers write the method's name only, others the class's before it.
    private static string NameOf(string test, string? className, string file)
    {
        string name = string.IsNullOrEmpty(className) || test.StartsWith(className + ".", StringComparison.Ordinal) ? test : $"{className}.{test}";
        return name.Length <= Limits.TestName
            ? name
            : throw new EvidenceException(EvidenceFault.LimitExceeded, $"{file} has a test's name of {name.Length} characters, '{Shown.Text(name)}'; at most {Limits.TestName} are read.");
    }
}
