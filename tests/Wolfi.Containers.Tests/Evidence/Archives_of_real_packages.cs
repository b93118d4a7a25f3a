using Wolfi.Apk.Caching;
using Wolfi.Containers.Evidence;

namespace Wolfi.Containers.Tests.Evidence;

/// <summary>The packages that this test itself was built with, as the machine's restore left them.</summary>
[TestClass]
public sealed class Archives_of_real_packages
{
    private static readonly string Cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [TestMethod]
    [DataRow("fscheck")]
    [DataRow("fsharp.core")]
    [DataRow("mstest.testframework")]
    public void Have_the_content_hash_that_the_restore_recorded_and_name_their_signers(string id)
    {
        string folder = Directory.GetDirectories(Path.Combine(Cache, id)).Order(StringComparer.Ordinal).Last();
        string archive = Directory.GetFiles(folder, "*.nupkg").Single();
        using TemporaryFolder scratch = new();
        ArchiveFacts facts = PackageArchive.Read(archive, new Dictionary<string, long>(), new DerivedStore(scratch.Combine("cache"), DerivedKey.MakeForThisProcess()), CancellationToken.None);
        Assert.AreEqual(RestoredContent.ReadRecord(folder), facts.ContentHash);
        Assert.IsNull(facts.SignatureFault);
        Assert.IsNotNull(facts.Nuspec.Authors);
        bool isSigned = File.Exists(Path.Combine(folder, ".signature.p7s"));
        Assert.AreEqual(isSigned, !facts.Signers.IsEmpty);
        Assert.IsTrue(facts.Signers.All(signer => signer.Subject.Contains("CN=", StringComparison.Ordinal) && signer.Fingerprint.Length == 64));
    }

    [TestMethod]
    public void With_another_byte_have_a_signature_that_fits_no_more()
    {
        string folder = Directory.GetDirectories(Path.Combine(Cache, "fscheck")).Order(StringComparer.Ordinal).Last();
        if (!File.Exists(Path.Combine(folder, ".signature.p7s")))
        {
            Assert.IsNull(RestoredContent.ReadRecord(Path.Combine(folder, "lib")));
            return;
        }

        byte[] signature = File.ReadAllBytes(Path.Combine(folder, ".signature.p7s"));
        FormatException other = Assert.ThrowsExactly<FormatException>(() => PackageSignatureReader.Read(signature, new string('0', 64), new string('0', 128)));
        StringAssert.Contains(other.Message, "other content");
        for (int i = 0; i < signature.Length; i += 997)
        {
            byte[] damaged = [.. signature];
            damaged[i] ^= 0x55;
            try
            {
                PackageSignatureReader.Read(damaged, new string('0', 64), new string('0', 128));
                Assert.Fail("A damaged signature was taken.");
            }
            catch (FormatException)
            {
                // As it should.
            }
        }
    }
}
