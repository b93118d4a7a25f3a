using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

/// <summary>Case C73: one architecture has another version than the other.</summary>
[TestClass]
public sealed class ArchitectureSkew_of_versions
{
    [TestMethod]
    public void Names_packages_and_versions_in_one_warning()
    {
        RecordingObserver observer = new();
        ArchitectureSkew.Warn(
            new LockFile
            {
                Architectures =
                [
                    Locked("x86_64", LockFiles.Package("zlib", version: "1.3-r1"), LockFiles.Package("glibc"), LockFiles.Package("only-here")),
                    Locked("aarch64", LockFiles.Package("zlib", version: "1.3-r0"), LockFiles.Package("glibc")),
                ],
            },
            observer);
        Diagnostic warning = observer.Warnings.Single();
        Assert.AreEqual("WOLFI3015", warning.Code);
        StringAssert.Contains(warning.Message, "1 of the locked packages have not the same version for all architectures: zlib 1.3-r1 (x86_64), 1.3-r0 (aarch64).");
    }

    [TestMethod]
    public void Says_nothing_of_equal_versions()
    {
        RecordingObserver observer = new();
        ArchitectureSkew.Warn(new LockFile { Architectures = [Locked("x86_64", LockFiles.Package("zlib")), Locked("aarch64", LockFiles.Package("zlib"))] }, observer);
        Assert.IsEmpty(observer.Warnings);
    }

    private static LockedArchitecture Locked(string name, params LockedPackage[] packages) =>
        new() { Name = name, Needs = "sha256:" + LockFiles.Hash('0'), World = [], Packages = [.. packages] };
}
