namespace Wolfi.Oci.Tests;

[TestClass]
public sealed class Digest_text
{
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [TestMethod]
    public void Round_trips_and_hashes()
    {
        Assert.AreEqual(Empty, Digest.Parse(Empty).ToString());
        Assert.AreEqual(Digest.Parse(Empty), Digest.Of([]));
        Assert.AreEqual(Digest.Parse(Empty), Digest.FromHex(Empty[7..]));
        Assert.AreEqual(Empty[7..], Digest.Of([]).Hex);
        Assert.AreNotEqual(Digest.Of([1]), Digest.Of([]));
    }

    // Case 105: grammar before it becomes a file name.
    [TestMethod]
    [DataRow("")]
    [DataRow("sha256:")]
    [DataRow("sha256:../../x")]
    [DataRow("sha256:../../../../../../../../../../../../../../../../../../../../../../x")]
    [DataRow("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [DataRow("SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8550")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85\n")]
    [DataRow("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85５")]
    [DataRow(" sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e")]
    public void Case_105_anything_else_is_refused(string text)
    {
        Assert.IsFalse(Digest.TryParse(text, out _));
        Assert.AreEqual(OciFault.InvalidDigest, Assert.ThrowsExactly<OciException>(() => Digest.Parse(text)).Fault);
    }

    [TestMethod]
    public void Messages_hold_no_control_characters()
    {
        OciException exception = Assert.ThrowsExactly<OciException>(() => Digest.Parse("a\u001b[31m\n" + new string('b', 5000)));
        Assert.IsFalse(exception.Message.Any(char.IsControl));
        Assert.IsLessThan(300, exception.Message.Length);
    }
}
