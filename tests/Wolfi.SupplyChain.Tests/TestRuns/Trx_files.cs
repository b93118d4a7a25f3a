using Wolfi.SupplyChain.TestRuns;

namespace Wolfi.SupplyChain.Tests.TestRuns;

[TestClass]
public sealed class Trx_files
{
    [TestMethod]
    public void Give_names_and_outcomes()
    {
        SupplyChain.TestRuns.TestRun run = Read(File(
            Result("1", "Adds", "Passed") + Result("2", "Calc.Divides", "Failed") + Result("3", "Guesses", "Inconclusive")
            + Result("4", "Waits", "NotExecuted") + Result("5", "Vanishes", "Disconnected") + Result("6", "Adds(1)", "Passed"),
            Test("1", "Calc") + Test("2", "Calc"), "Failed"));
        CollectionAssert.AreEqual(new[] { "Calc.Adds", "Adds(1)" }, run.Passed.ToArray());
        CollectionAssert.AreEqual(new[] { "Calc.Divides", "Vanishes" }, run.Failed.ToArray());
        CollectionAssert.AreEqual(new[] { "Guesses" }, run.Warned.ToArray());
        Assert.AreEqual(1, run.Skipped);
        Assert.AreEqual("FAILED", run.Result);
    }

    [TestMethod]
    [DataRow("Passed", "Completed", "PASSED")]
    [DataRow("Passed", "", "PASSED")]
    [DataRow("Passed", "Aborted", "FAILED")]
    [DataRow("Passed", "Timeout", "FAILED")]
    [DataRow("Warning", "Completed", "WARNED")]
    [DataRow("NotExecuted", "Completed", "WARNED")]
    [DataRow("Wonderful", "Completed", "FAILED")]
    public void Pass_only_when_tests_ran_and_the_run_ended_well(string outcome, string summary, string result) =>
        Assert.AreEqual(result, Read(File(Result("1", "A", outcome), "", summary)).Result);

    [TestMethod]
    [DataRow("", EvidenceFault.Malformed)]
    [DataRow("<TestRun/>", EvidenceFault.Unsupported)]
    [DataRow("<testsuites/>", EvidenceFault.Unsupported)]
    [DataRow("<TestRun xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'>", EvidenceFault.Malformed)]
    [DataRow("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><TestRun xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'>&a;</TestRun>", EvidenceFault.Malformed)]
    [DataRow("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><TestRun xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'>&b;</TestRun>", EvidenceFault.Malformed)]
    public void That_are_damaged_hostile_or_of_another_kind_are_refused(string xml, EvidenceFault fault) =>
        Samples.Refused(fault, "results.trx", () => Read(xml));

    [TestMethod]
    public void With_a_name_without_end_are_refused() =>
        Samples.Refused(EvidenceFault.LimitExceeded, "characters", () => Read(File(Result("1", new string('n', Limits.TestName + 1), "Passed"), "", "")));

    private static SupplyChain.TestRuns.TestRun Read(string xml) => TrxReader.Read(new MemoryStream(Samples.Bytes(xml)), "results.trx");

    private static string Result(string id, string name, string outcome) =>
        $"""<UnitTestResult testId="{id}" testName="{name}" outcome="{outcome}" computerName="SECRET-MACHINE" startTime="2026-01-01T00:00:00Z"><Output><StdOut>secret</StdOut></Output></UnitTestResult>""";

    private static string Test(string id, string className) => $"""<UnitTest id="{id}" name="x"><TestMethod codeBase="/home/me/x.dll" className="{className}" name="x" /></UnitTest>""";

    private static string File(string results, string tests, string summary) =>
        $"""
         <?xml version="1.0" encoding="utf-8"?>
         <TestRun id="x" name="me@MACHINE" runUser="me" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
           <Results>{results}</Results><TestDefinitions>{tests}</TestDefinitions><ResultSummary outcome="{summary}" />
         </TestRun>
         """;
}
