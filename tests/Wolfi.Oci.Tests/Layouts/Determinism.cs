using System.Diagnostics;

namespace Wolfi.Oci.Tests.Layouts;

[TestClass]
public sealed class Determinism
{
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("umask 077; TZ=Pacific/Auckland; export TZ;")]
    [DataRow("umask 000; LC_ALL=tr_TR.UTF-8; export LC_ALL; cd /;")]
    public void Another_process_umask_zone_and_culture_give_the_same_bytes_and_modes(string shellPrefix)
    {
        using TemporaryFolder temporary = new();
        Directory.CreateDirectory(temporary.Combine("here"));
        Directory.CreateDirectory(temporary.Combine("there"));
        ChildProcess.WriteOnce(temporary.Combine("here"));
        using Process child = ChildProcess.Start("once", temporary.Combine("there"), shellPrefix);
        string error = child.StandardError.ReadToEnd();
        child.WaitForExit();

        Assert.AreEqual(0, child.ExitCode, error);
        CollectionAssert.AreEqual(Listing.Of(temporary.Combine("here")), Listing.Of(temporary.Combine("there")));
        CollectionAssert.AreEqual(Listing.Modes(temporary.Combine("here")), Listing.Modes(temporary.Combine("there")));
    }
}
