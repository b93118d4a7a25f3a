using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.SupplyChain.Tests.Sboms;

[TestClass]
public sealed class Hostile_package_documents
{
    private const string Sound = """
        {"SPDXID":"SPDXRef-DOCUMENT","spdxVersion":"SPDX-2.3","documentDescribes":["SPDXRef-P"],
         "packages":[{"SPDXID":"SPDXRef-P","name":"zlib","versionInfo":"1.3-r0","licenseDeclared":"LicenseRef-a AND MIT","supplier":"Organization: X","checksums":[{"algorithm":"SHA256","checksumValue":"zz"}]}],
         "hasExtractedLicensingInfos":[{"licenseId":"LicenseRef-a","extractedText":"text"}],
         "relationships":[{"spdxElementId":"SPDXRef-P","relationshipType":"GENERATED_FROM","relatedSpdxElement":"SPDXRef-nowhere"}],
         "files":[{"fileName":"/a","comment":"wolfi-containers:trace=own"}]}
        """;

    [TestMethod]
    public void Are_read_or_refused_whatever_stands_in_them() => Prop.ForAll<ushort, byte>((at, value) =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Sound);
        bytes[at % bytes.Length] = value;
        return IsReadOrRefused(() => PackageSpdxReader.Read(bytes, "zlib", "zlib", "1.3-r0")) && IsReadOrRefused(() => TracedFilesReader.Read(bytes, "zlib"));
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Give_what_they_say_and_nothing_that_leads_nowhere()
    {
        PackageDescription description = PackageSpdxReader.Read(Encoding.UTF8.GetBytes(Sound), "zlib", "zlib", "1.3-r0");
        Assert.AreEqual("LicenseRef-a AND MIT", description.Licence!.Text);
        Assert.AreEqual("text", description.Licence.Extracted.Single().Text);
        Assert.AreEqual("X", description.Supplier);
        Assert.IsEmpty(description.MadeFrom);
    }

    [TestMethod]
    [DataRow("1.4-r0", EvidenceFault.WrongSubject)]
    public void About_another_version_are_refused(string version, EvidenceFault fault) =>
        Assert.AreEqual(fault, Assert.ThrowsExactly<EvidenceException>(() => PackageSpdxReader.Read(Encoding.UTF8.GetBytes(Sound), "zlib", "zlib", version)).Fault);

    private static bool IsReadOrRefused(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (EvidenceException)
        {
            return true;
        }
    }
}
