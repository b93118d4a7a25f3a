using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Indexes;

namespace Wolfi.Apk.Tests.Fuzzing;

[TestClass]
public sealed class Changed_indexes
{
    [TestMethod]
    public void Are_read_or_refused_whatever_byte_of_the_file_changed() =>
        Fuzzer.Run([new RawIndex().Build(), new RawIndex { SignatureTar = null }.Build()],
            index => RawIndex.Read(index, Keyring.Empty, allowUnsigned: true));

    [TestMethod]
    public void Are_read_or_refused_whatever_the_text_says() =>
        Fuzzer.Run([Encoding.UTF8.GetBytes(RawIndex.Block + RawIndex.Block.Replace("P:hello", "P:world", StringComparison.Ordinal))], text =>
        {
            foreach (IndexRecord record in IndexReader.ParseText(text, "APKINDEX").Records)
            {
                Assert.IsNotNull(record.UnusableBecause ?? record.FileName);
                Assert.IsFalse(record.Depends.IsDefault || record.Provides.IsDefault || record.InstallIf.IsDefault);
                Assert.AreEqual(record, record with { });
            }
        });
}
